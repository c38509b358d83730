/// What a scalar can be said to be: `\d`, `[:upper:]`, `\p{Lu}`.
enum ScalarProperty: Hashable, Sendable {
    case digit, word, space, newline, horizontalSpace
    case letter, lowercase, uppercase, alphanumeric, punctuation, control, hexDigit, graphic
    /// One of these general categories of Unicode.
    case categories(Set<Unicode.GeneralCategory>)

    func holds(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch self {
        case .digit: return properties.generalCategory == .decimalNumber
        case .word: return Self.isWord(scalar)
        case .space: return properties.isWhitespace
        case .newline:
            return (0x0A...0x0D).contains(scalar.value) || scalar.value == 0x85
                || scalar.value == 0x2028 || scalar.value == 0x2029
        case .horizontalSpace:
            return scalar == "\t" || properties.generalCategory == .spaceSeparator
        case .letter: return properties.isAlphabetic
        case .lowercase: return properties.isLowercase
        case .uppercase: return properties.isUppercase
        case .alphanumeric:
            return properties.isAlphabetic || properties.generalCategory == .decimalNumber
        case .punctuation: return Self.isPunctuation(scalar)
        case .control: return properties.generalCategory == .control
        case .hexDigit: return properties.isASCIIHexDigit
        case .graphic: return !properties.isWhitespace && properties.generalCategory != .control
        case .categories(let categories): return categories.contains(properties.generalCategory)
        }
    }

    /// The word characters of Unicode's standard for regular expressions (UTS 18).
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
            return true
        default: return scalar.properties.isAlphabetic || scalar.properties.isJoinControl
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        // To POSIX, ASCII's symbols are punctuation too.
        if scalar.isASCII {
            return (0x21...0x7E).contains(scalar.value) && (!isWord(scalar) || scalar == "_")
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }
}

extension ScalarProperty {
    /// The property of a name in `[:name:]`; `nil` if there is none.
    init?(posix name: String) {
        switch name {
        case "alpha": self = .letter
        case "digit": self = .digit
        case "alnum": self = .alphanumeric
        case "lower": self = .lowercase
        case "upper": self = .uppercase
        case "space": self = .space
        case "blank": self = .horizontalSpace
        case "punct": self = .punctuation
        case "cntrl": self = .control
        case "xdigit": self = .hexDigit
        case "graph": self = .graphic
        case "word": self = .word
        default: return nil
        }
    }

    /// The property of a name in `\p{…}`: a general category of Unicode, all that begin with its letter, or one of the
    /// properties that have names of their own.
    init?(unicode name: String) {
        switch name {
        case "Alphabetic": self = .letter
        case "Lowercase": self = .lowercase
        case "Uppercase": self = .uppercase
        case "White_Space": self = .space
        default:
            let code = Self.groups[name] ?? name
            let found = Self.categories.filter { category, _ in
                category == code || (code.utf8.count == 1 && category.hasPrefix(code))
            }
            guard !found.isEmpty else { return nil }
            self = .categories(Set(found.values))
        }
    }

    /// Every general category there is.
    static let allCategories = Set(categories.values)

    private static let groups = [
        "Letter": "L", "Mark": "M", "Number": "N", "Punctuation": "P", "Symbol": "S",
        "Separator": "Z", "Other": "C",
    ]

    private static let categories: [String: Unicode.GeneralCategory] = [
        "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
        "Lm": .modifierLetter, "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark,
        "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
        "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
        "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
        "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
        "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator,
        "Zl": .lineSeparator, "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format,
        "Cs": .surrogate, "Co": .privateUse, "Cn": .unassigned,
    ]
}

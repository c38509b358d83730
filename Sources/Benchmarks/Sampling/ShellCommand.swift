/// A command line for `/bin/sh`, as users write it.
package struct ShellCommand: Sendable, Equatable {
    /// The line.
    package let line: String

    /// A command of this line.
    package init(_ line: String) {
        self.line = line
    }

    /// Who executes it.
    static let shell = "/bin/sh"

    /// The arguments of a shell that starts another one, which says its process id, waits for a word, and executes the line.
    ///
    /// The first shell is there to be small: what a program reports as its peak memory starts at that of the process that
    /// it was forked from, and the tool may hold hundreds of megabytes. It never gets to its last command: it is killed
    /// once the second one has said its id. That last command makes it fork instead of becoming the second shell.
    /// The command sees no variable of its own, no argument and no open file but the three that all programs have.
    var arguments: [String] {
        [Self.shell, "-c", #"/bin/sh -c "$2" sh "$1"; :"#, "sh", line, Self.waiting]
    }

    private static let waiting = #"""
        echo $$ >&3
        read -r moonlight_line <&3 || exit 127
        exec 3<&-
        moonlight_line=$1
        shift
        eval "$moonlight_line"
        """#
}

/// A command that is measured, with what is done around it, which is not.
package struct MeasuredCommand: Sendable, Equatable {
    /// What is measured.
    package let line: String
    /// Executed once before everything.
    package let setup: String?
    /// Executed before each execution.
    package let prepare: String?
    /// Executed once after everything.
    package let cleanup: String?

    /// A command with what is done around it.
    package init(
        _ line: String,
        setup: String? = nil,
        prepare: String? = nil,
        cleanup: String? = nil
    ) {
        self.line = line
        self.setup = setup
        self.prepare = prepare
        self.cleanup = cleanup
    }
}

/// What one execution of a command took, by the kernel's accounting.
package struct CommandUsage: Sendable, Equatable {
    /// From the word that lets it begin to its end, in microseconds.
    package let duration: Int
    /// The time that processors spent on it and on those of its descendants that it waited for, in microseconds.
    package let processor: Int
    /// The most memory that it, or one of these descendants, had at a time, in bytes.
    package let memory: Int
    /// How it ended.
    package let ending: Ending

    /// How a command ends.
    package enum Ending: Sendable, Equatable {
        /// With this code.
        case exited(Int32)
        /// By this signal.
        case signalled(Int32)
    }

    /// What went wrong; `nil` where it exited with 0.
    package var failure: String? {
        switch ending {
        case .exited(0): nil
        case .exited(let code): "exit \(code)"
        case .signalled(let number): "ended by signal \(number)"
        }
    }
}

/// Why a command could not be executed, or that one that had to succeed did not.
package struct CommandFailure: Error, CustomStringConvertible {
    /// What was found, in one line.
    package let description: String
    /// Whether the machine is to blame, not a command.
    package let isOfMachine: Bool

    init(_ description: String, isOfMachine: Bool = true) {
        self.description = description
        self.isOfMachine = isOfMachine
    }
}

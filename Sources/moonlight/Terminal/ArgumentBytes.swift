internal import Files
internal import Scenarios

/// The arguments as the system gave them; Swift's own are repaired where they are not UTF-8.
enum ArgumentBytes {
    /// Throws where an argument is not UTF-8: no file of that name could be named, or found again.
    static func requireUTF8() throws {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index],
                String(validatingCString: argument) == nil
            else { continue }
            let bytes = UnsafeRawBufferPointer(start: argument, count: length(of: argument))
            StandardError.write(
                "moonlight: expected arguments in UTF-8, found \(EscapedBytes.text(bytes))\n"
            )
            throw ExitStatus.invalidInput
        }
    }

    private static func length(of argument: UnsafePointer<CChar>) -> Int {
        var length = 0
        while argument[length] != 0 { length += 1 }
        return length
    }
}

// libFuzzer feeds the subject with bytes that it changes. Anything may be refused; nothing may trap.

/// libFuzzer's own loop, by its documented name.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var count = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv
_ = unsafe runFuzzer(&count, &arguments) { start, size in
    unsafe FuzzSubject.chosen.read(Array(UnsafeBufferPointer(start: start, count: size)))
    return 0
}

/// The bytes of a document, chunk by chunk, up to a limit.
struct ByteSource: ~Copyable {
    private static let chunkBytes = 1 << 16

    private let file: FileDescriptor?
    private let name: String
    private let limit: Int
    private var given = 0
    private var rest: ArraySlice<UInt8>

    /// Reads a file, which problems call by `name`.
    init(file path: String, name: String, limit: Int) throws(XMLProblem) {
        try XMLProblem.requireRegularFile(at: path, name: name)
        do throws(FileDescriptor.Failure) {
            file = try FileDescriptor(path, for: .reading)
        } catch {
            throw XMLProblem.io(error.errno, to: "open", file: name)
        }
        self.name = name
        self.limit = limit
        rest = []
    }

    init(bytes: [UInt8], name: String, limit: Int) {
        file = nil
        self.name = name
        self.limit = limit
        rest = bytes[...]
    }

    /// The next bytes; none at the end.
    mutating func next() throws(XMLProblem) -> ArraySlice<UInt8> {
        let chunk: ArraySlice<UInt8>
        switch file {
        case .some(let file):
            do throws(FileDescriptor.Failure) {
                chunk = try file.read(atMost: Self.chunkBytes)[...]
            } catch {
                throw XMLProblem.io(error.errno, to: "read", file: name)
            }
        case .none:
            chunk = rest.prefix(Self.chunkBytes)
            rest = rest.dropFirst(Self.chunkBytes)
        }
        guard chunk.count <= limit - given else {
            throw XMLProblem(
                .tooLarge(limit: limit),
                file: name,
                message: "expected at most \(limit) bytes, found more"
            )
        }
        given += chunk.count
        return chunk
    }
}

internal import Storage
internal import Workflows

/// A life of a run that begins in this process. The journal says so before anything can act on it: whoever resumes the
/// run next lives another one, and meets other draws.
struct BegunLife {
    let number: Int

    /// The record of it.
    var entry: [UInt8] { JournalCodec.entry([.lives(number)]) }
}

extension JournalDatabase {
    /// Records that a life of a run begins; durable on return.
    func begin(life: Int, of run: String, at position: Int) throws(StorageFailure) {
        let entry = BegunLife(number: life).entry
        try appendAll([JournalAppend(run: run, position: position, bytes: entry)])
    }
}

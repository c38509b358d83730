import Foundation
import TestSupport

// Those that reach for files and processes that are not theirs.
extension HostileAgent {
    /// One that gives files, after it did something to the folder that it runs in.
    private static func gives(
        _ name: String,
        _ ending: HostileEnding,
        _ files: String,
        after script: String = "pass"
    ) -> HostileAgent {
        python(name, ending, "\(script)\nprint(json.dumps({'output': 'a', 'files': \(files)}))")
    }

    static let files: [HostileAgent] = [
        gives("gives a file above its folder", .fails("path_escape"), "{'../x': 'no'}"),
        gives("gives a file at the root", .fails("path_escape"), "{'{outside}/x': 'no'}"),
        gives("gives a file by a detour", .fails("path_escape"), "{'a/../../x': 'no'}"),
        gives("gives a file without a name", .fails("path_escape"), "{'': 'no'}"),
        gives("gives a file named by a zero", .fails("path_escape"), "{'a\\0b': 'no'}"),
        gives("gives a name of 5,000 letters", .fails("io_error"), "{'x' * 5000: 'no'}"),
        gives(
            "gives a path of 5,000 folders",
            .fails("io_error"),
            "{'/'.join(['d'] * 5000): 'no'}"
        ),
        gives(
            "gives a file and a folder of one name",
            .fails("io_error"),
            "{'a': 'no', 'a/b': 'no'}"
        ),
        gives("gives 10,000 files", .succeeds, "{'f%d' % n: 'x' for n in range(10000)}"),
        gives("gives a file of 50 MB", .fails("process"), "{'big': 'x' * 50000000}"),
    ]

    static let folders: [HostileAgent] = [
        gives(
            "writes through a link",
            .fails("path_escape"),
            "{'l/x': 'no'}",
            after: "os.symlink('{outside}', 'l')"
        ),
        gives(
            "writes over a link",
            .fails("path_escape"),
            "{'l': 'no'}",
            after: "os.symlink('{outside}/canary', 'l')"
        ),
        gives(
            "writes over a hard link",
            .fails("path_escape"),
            "{'h': 'no'}",
            after: "os.link('{outside}/canary', 'h')"
        ),
        gives(
            "replaces its folder by a link",
            .fails("path_escape"),
            "{'x': 'no'}",
            after: "w = os.getcwd(); os.rename(w, w + '-gone'); os.symlink('{outside}', w)"
        ),
        gives(
            "removes its folder",
            .fails("path_escape"),
            "{'x': 'a'}",
            after: "os.rmdir(os.getcwd())"
        ),
        // Nobody but root can write into a closed folder.
        gives(
            "closes its folder",
            geteuid() == 0 ? .succeeds : .fails("io_error"),
            "{'x': 'a'}",
            after: "os.chmod('.', 0)"
        ),
        gives(
            "puts a pipe where its file goes",
            .fails("path_escape"),
            "{'p': 'a'}",
            after: "os.mkfifo('p')"
        ),
        gives(
            "puts a folder where its file goes",
            .fails("io_error"),
            "{'d': 'a'}",
            after: "os.makedirs('d/e')"
        ),
        gives(
            "puts a socket where its file goes",
            .fails("path_escape"),
            "{'s': 'a'}",
            after: "socket.socket(socket.AF_UNIX).bind('s')"
        ),
        gives(
            "links its folder to itself",
            .succeeds,
            "{'x': 'a'}",
            after: "os.symlink('.', 'loop')"
        ),
        python(
            "nests 260 folders",
            .succeeds,
            """
            for n in range(260): os.mkdir('d'); open('f', 'w').close(); os.chmod('.', 0o500); os.chdir('d')
            """
        ),
        python(
            "leaves 10,000 files behind",
            .succeeds,
            "for n in range(10000): open('f%d' % n, 'w').close()"
        ),
    ]

    static let processes: [HostileAgent] = [
        shell(
            "does not go when asked",
            .atLimit,
            "trap '' TERM INT HUP; while :; do sleep 1; done"
        ),
        shell("stops itself", .atLimit, "kill -STOP $$; sleep 1000"),
        shell("starts a child in a session of its own", .atLimit, "setsid sleep 1000 & sleep 1000"),
        python(
            "becomes a daemon",
            .succeeds,
            """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: time.sleep(1000)
                os._exit(0)
            print('done')
            """
        ),
        // Nothing but where it works and its session says who started it.
        shell(
            "becomes a daemon without an environment",
            .succeeds,
            "env -i setsid sh -c 'sleep 1001' < /dev/null > /dev/null 2>&1 & sleep 0.2; echo done"
        ),
        shell("starts 50 children", .atLimit, "for n in $(seq 50); do sleep 1000 & done; wait"),
        shell("kills its own group", .fails("process"), "kill -KILL 0"),
        shell("starts itself again and again", .atLimit, "while :; do sh -c 'sleep 0.01'; done"),
        python(
            "opens every file that it may",
            .atLimit,
            """
            held = []
            try:
                while True: held.append(open('/dev/null'))
            except OSError: time.sleep(1000)
            """
        ),
        python("takes 300 MB", .succeeds, "x = bytearray(300000000); print(len(x))"),
    ]
}

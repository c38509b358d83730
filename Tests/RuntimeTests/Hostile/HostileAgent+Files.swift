// Those that reach for files and processes that are not theirs.
extension HostileAgent {
    /// One that gives files, after it did something to the folder that it runs in.
    private static func gives(
        _ name: String,
        _ files: String,
        after script: String = "pass"
    ) -> HostileAgent {
        python(name, "\(script)\nprint(json.dumps({'output': 'a', 'files': \(files)}))")
    }

    static let files: [HostileAgent] = [
        gives("gives a file above its folder", "{'../x': 'no'}"),
        gives("gives a file at the root", "{'/tmp/moonlight-hostile': 'no'}"),
        gives("gives a file by a detour", "{'a/../../x': 'no'}"),
        gives("gives a file without a name", "{'': 'no'}"),
        gives("gives a file named by a zero", "{'a\\0b': 'no'}"),
        gives("gives a name of 5,000 letters", "{'x' * 5000: 'no'}"),
        gives("gives a path of 5,000 folders", "{'/'.join(['d'] * 5000): 'no'}"),
        gives("gives a file and a folder of one name", "{'a': 'no', 'a/b': 'no'}"),
        gives("gives 10,000 files", "{'f%d' % n: 'x' for n in range(10000)}"),
        gives("gives a file of 50 MB", "{'big': 'x' * 50000000}"),
    ]

    static let folders: [HostileAgent] = [
        gives("writes through a link", "{'l/x': 'no'}", after: "os.symlink('{outside}', 'l')"),
        gives(
            "writes over a link",
            "{'l': 'no'}",
            after: "os.symlink('{outside}/canary', 'l')"
        ),
        gives(
            "writes over a hard link",
            "{'h': 'no'}",
            after: "os.link('{outside}/canary', 'h')"
        ),
        gives(
            "replaces its folder by a link",
            "{'x': 'no'}",
            after: "w = os.getcwd(); os.rename(w, w + '-gone'); os.symlink('{outside}', w)"
        ),
        gives("removes its folder", "{'x': 'a'}", after: "os.rmdir(os.getcwd())"),
        gives("closes its folder", "{'x': 'a'}", after: "os.chmod('.', 0)"),
        gives("puts a pipe where its file goes", "{'p': 'a'}", after: "os.mkfifo('p')"),
        gives("puts a folder where its file goes", "{'d': 'a'}", after: "os.makedirs('d/e')"),
        gives(
            "puts a socket where its file goes",
            "{'s': 'a'}",
            after: "socket.socket(socket.AF_UNIX).bind('s')"
        ),
        gives("links its folder to itself", "{'x': 'a'}", after: "os.symlink('.', 'loop')"),
        python(
            "leaves 10,000 files behind",
            "for n in range(10000): open('f%d' % n, 'w').close()"
        ),
    ]

    static let processes: [HostileAgent] = [
        shell("does not go when asked", "trap '' TERM INT HUP; while :; do sleep 1; done"),
        shell("stops itself", "kill -STOP $$; sleep 1000"),
        shell("starts a child in a session of its own", "setsid sleep 1000 & sleep 1000"),
        python(
            "becomes a daemon",
            """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: time.sleep(1000)
                os._exit(0)
            print('done')
            """
        ),
        shell("starts 50 children", "for n in $(seq 50); do sleep 1000 & done; wait"),
        shell("kills its own group", "kill -KILL 0"),
        shell("starts itself again and again", "while :; do sh -c 'sleep 0.01'; done"),
        python(
            "opens every file that it may",
            """
            held = []
            try:
                while True: held.append(open('/dev/null'))
            except OSError: time.sleep(1000)
            """
        ),
        python("takes 300 MB", "x = bytearray(300000000); print(len(x))"),
    ]
}

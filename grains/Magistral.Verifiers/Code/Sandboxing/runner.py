# Process 1 of a sandbox: runs a program on one input after the other and reports what each run did.
#
# Frames (4 bytes of length, then the bytes) come in on descriptor 0 and go out on 1; no run ever has these. First the settings, the filter of
# system calls and the program; then, for each run, its input and its handover; back come a status line, the output, the completion mark, the
# end of the error output and what the run was to make. Expected outputs are never here, so there is nothing to steal. A run cannot reach this
# process: it is no child's to kill (process 1 takes no signal of its own namespace), to trace (the filter) or to look into (not dumpable).
# After a run everything but this process is killed, and when a file stays behind this process ends too: the next run gets a new sandbox.
import _signal
import _sitebuiltins
import builtins
import ctypes
import gc
import os
import resource
import select
import sys
import time

HANDOVER, MARK, BINARY = 200, 201, 202
HOME = "/tmp"
ERROR_TAIL = 4096
CHUNK = 1 << 16


def read_exactly(size):
    parts = []
    while size:
        part = os.read(0, min(size, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def receive():
    return read_exactly(int.from_bytes(read_exactly(4), "big"))


def send(*frames):
    for frame in frames:
        rest = memoryview(len(frame).to_bytes(4, "big") + frame)
        while rest:
            rest = rest[os.write(1, rest):]


def seal(instructions):
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    code = ctypes.create_string_buffer(instructions, len(instructions))
    program = (len(instructions) // 8).to_bytes(8, sys.byteorder) + ctypes.addressof(code).to_bytes(8, sys.byteorder)
    if libc.prctl(4, zero, zero, zero, zero):  # PR_SET_DUMPABLE
        raise OSError(ctypes.get_errno(), "this process cannot be made undumpable")
    if libc.prctl(38, ctypes.c_ulong(1), zero, zero, zero) or libc.prctl(22, ctypes.c_ulong(2), program, zero, zero):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


def hold_binary(data):
    """Keeps a program in memory where nothing can write it any more."""
    memory = os.memfd_create("program", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(memory, rest):]
    import fcntl
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE)
    return memory


def confine(settings):
    megabyte = 1 << 20
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_NOFILE, settings["files"]),
        (resource.RLIMIT_FSIZE, settings["file_bytes"]),
        (resource.RLIMIT_CPU, settings["cpu_seconds"]),
        (resource.RLIMIT_NPROC, settings["processes"]),
        (resource.RLIMIT_SIGPENDING, 256),
        (resource.RLIMIT_AS, settings["memory_bytes"]),
    ):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_STACK, (8 * megabyte, 64 * megabyte))


def enter(pipes, binary, settings):
    """In the child: nothing is open but the run's own ends, and the limits hold."""
    os.setsid()
    for source, target in pipes + ([(binary, BINARY)] if binary is not None else []):
        os.dup2(source, target, inheritable=target != BINARY)
    os.closerange(3, HANDOVER)
    if settings["handover"] == 0:
        os.close(HANDOVER)
        os.close(MARK)
    if binary is None:
        os.closerange(BINARY, 1 << 20)
    os.closerange(BINARY + 1, 1 << 20)
    confine(settings)


def native(arguments, environment, binary):
    def run():
        for number in range(1, 32):
            if number not in (_signal.SIGKILL, _signal.SIGSTOP):
                _signal.signal(number, _signal.SIG_DFL)
        os.execve(BINARY if binary else arguments[0], arguments, environment)
    return run


def interpreted(source, functions):
    path = HOME + "/program.py"

    def run(execute=exec, translate=compile, read=os.read, write=os.write, close=os.close, trace=sys.settrace, profile=sys.setprofile):
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        resource.setrlimit(resource.RLIMIT_STACK, (64 << 20, 64 << 20))
        for name in ("exit", "quit"):
            setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
        main = type(sys)("__main__")
        main.__dict__.update(__builtins__=builtins, __file__=path)
        sys.modules["__main__"] = main
        sys.argv, sys.orig_argv = [path], [sys.executable, path]
        execute(translate(source, path, "exec", dont_inherit=True), main.__dict__)
        if not functions:
            return
        # Only now do the tests and the secret come into this process.
        parts = []
        while part := read(HANDOVER, CHUNK):
            parts.append(part)
        close(HANDOVER)
        secret, _, tests = b"".join(parts).partition(b"\n")
        trace(None)
        profile(None)
        execute(translate(tests, "tests", "exec", dont_inherit=True), main.__dict__)
        trace(None)
        profile(None)
        write(MARK, secret[::-1])
        close(MARK)
    return run


def flush(*streams):
    for stream in streams:
        if stream is not None and not getattr(stream, "closed", False):
            stream.flush()


def leave(job):
    """Runs a program to its end as the interpreter does, but without taking the interpreter itself apart, which costs ten times a fork.

    After an exception, `sys.exit` among them, the interpreter ends in its own way.
    """
    job()
    if "threading" in sys.modules:
        sys.modules["threading"]._shutdown()
    if "atexit" in sys.modules:
        sys.modules["atexit"]._run_exitfuncs()
    flush(sys.stdout, sys.stderr)
    gc.collect()  # as the interpreter does here: it leaves holders before what they hold, which is the order of the finalizers below
    names = sys.modules["__main__"].__dict__
    for name in [name for name in names if name != "__builtins__"]:
        names[name] = None  # files that nobody closed are written now, and finalizers run
    gc.collect()
    flush(sys.stdout, sys.__stdout__)
    os._exit(0)


def waited():
    """Seconds for which a process of the run was ready and had no core: a busy machine is not the program's fault."""
    longest = 0
    for name in os.listdir("/proc"):
        if name.isdigit() and name != "1":
            try:
                with open(f"/proc/{name}/schedstat") as file:
                    longest = max(longest, int(file.read().split()[1]))
            except (OSError, IndexError):
                pass  # it ended meanwhile
    return longest / 1e9


def resident():
    """Bytes that the processes of the run hold together, pages they share counted for each."""
    pages, processes = 0, 0
    for name in os.listdir("/proc"):
        if name.isdigit() and name != "1":
            try:
                with open(f"/proc/{name}/statm") as file:
                    pages += int(file.read().split()[1])
                    processes += 1
            except (OSError, IndexError):
                pass  # it ended meanwhile
    return pages * resource.getpagesize() if processes > 1 else 0


def feed(descriptor, rest):
    try:
        return rest[os.write(descriptor, rest[:CHUNK]):]
    except BlockingIOError:
        return rest
    except BrokenPipeError:
        return rest[:0]


def watch(child, feeds, output, error, mark, settings):
    """Feeds and drains a run until its first process ends or a limit is reached; says which."""
    handle = os.pidfd_open(child)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    for descriptor in feeds:
        poll.register(descriptor, select.POLLOUT)
    drains = {output[0]: output[1], error[0]: error[1], mark[0]: mark[1]}
    for descriptor in drains:
        poll.register(descriptor, select.POLLIN)
    for descriptor in [*feeds, *drains]:
        os.set_blocking(descriptor, False)
    started = time.monotonic()
    allowed = settings["wall_milliseconds"] / 1000
    end, look, ending, flood = started + allowed, started + 0.05, None, 0
    while ending is None:
        now = time.monotonic()
        if now >= end:
            end = started + min(allowed + waited(), settings["longest_milliseconds"] / 1000)
            if now >= end:
                ending = "time"
                break
        if now >= look:
            look = now + 0.05
            if resident() > 2 * settings["memory_bytes"]:
                ending = "memory"
                break
        for descriptor, _ in poll.poll(max(1, min(look, end) * 1000 - now * 1000)):
            if descriptor == handle:
                ending = "exit"
            elif descriptor in feeds:
                feeds[descriptor] = feed(descriptor, feeds[descriptor])
                if not feeds[descriptor]:
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    del feeds[descriptor]
            else:
                data = os.read(descriptor, CHUNK)
                if not data:
                    poll.unregister(descriptor)
                    continue
                drains[descriptor] += data
                if descriptor == error[0]:
                    flood += len(data)
                    del error[1][:-ERROR_TAIL]
        if len(output[1]) > settings["output_bytes"] or len(mark[1]) > CHUNK or flood > 4 * settings["output_bytes"]:
            ending = "output"
    os.close(handle)
    return ending


def end_all(child):
    """Kills what the run left, reaps it, and returns how its first process ended."""
    try:
        os.kill(-1, _signal.SIGKILL)
    except ProcessLookupError:
        pass  # nothing is left
    status, usage = None, None
    while True:
        try:
            pid, one, used = os.wait4(-1, 0)
        except ChildProcessError:
            return status, usage
        if pid == child:
            status, usage = one, used


def drain(pairs, settings):
    for descriptor, data in pairs:
        while len(data) <= settings["output_bytes"]:
            part = os.read(descriptor, CHUNK)
            if not part:
                break
            data += part


def swept(name):
    """Whether the run left no file but its own source, which is removed."""
    try:
        if name:
            os.unlink(f"{HOME}/{name}")
        return not os.listdir(HOME)
    except OSError:
        return False


def made(settings):
    """What a compiler made, or nothing."""
    try:
        descriptor = os.open(HOME + "/made", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    with open(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        return file.read() if size <= settings["made_bytes"] else b""


def serve():
    """Serves until the input ends; returns, in each child, what it is to run."""
    os.closerange(3, 1 << 20)
    _signal.signal(_signal.SIGINT, _signal.SIG_IGN)
    texts = dict(line.split("=", 1) for line in receive().decode().splitlines())
    settings = {name: int(text) for name, text in texts.items() if text.isdigit()}
    instructions, program = receive(), receive()
    kind = texts["kind"]
    name = {"python": "program.py", "compile": "program.cpp"}.get(kind)
    binary = hold_binary(program) if kind == "binary" else None
    seal(instructions)
    gc.collect()
    gc.freeze()
    send(b"ready")
    while True:
        given, handover = receive(), receive()
        if name:
            with open(os.open(f"{HOME}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as file:
                file.write(program)
        ends = [os.pipe() for _ in range(5)]
        inner = [ends[0][0], ends[1][1], ends[2][1], ends[3][0], ends[4][1]]
        child = os.fork()
        if child == 0:
            enter(list(zip(inner, (0, 1, 2, HANDOVER, MARK))), binary, settings)
            if kind == "python":
                return interpreted(program, settings["handover"])
            arguments = texts["arguments"].split("\x1f") if kind == "compile" else ["program"]
            return native(arguments, {"PATH": "/usr/bin:/bin", "LC_ALL": "C"} if kind == "compile" else {}, binary is not None)
        for descriptor in inner:
            os.close(descriptor)
        feeds = {ends[0][1]: memoryview(given), ends[3][1]: memoryview(handover)}
        for descriptor in [descriptor for descriptor, rest in feeds.items() if not rest]:
            os.close(descriptor)
            del feeds[descriptor]
        output, error, mark = [(ends[k][0], bytearray()) for k in (1, 2, 4)]
        ending = watch(child, feeds, output, error, mark, settings)
        status, usage = end_all(child)
        drain((output, mark) if ending == "exit" else (), settings)
        for descriptor in [*feeds, output[0], error[0], mark[0]]:
            os.close(descriptor)
        if ending == "exit" and len(output[1]) > settings["output_bytes"]:
            ending = "output"
        cpu = usage.ru_utime + usage.ru_stime
        if ending == "exit" and os.WIFSIGNALED(status) and cpu >= settings["cpu_seconds"] - 0.05:
            ending = "time"
        result = made(settings) if kind == "compile" and status == 0 else b""
        clean = swept(name)
        line = f"{ending} {os.waitstatus_to_exitcode(status)} {usage.ru_maxrss} {int(clean)}"
        send(line.encode(), bytes(output[1]), bytes(mark[1]), bytes(error[1]), result)
        if not clean:
            os._exit(0)


leave(serve())

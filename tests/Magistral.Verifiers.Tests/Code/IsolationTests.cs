using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

/// <summary>A test cannot reach the process that runs it, the tests after it, or this machine.</summary>
public sealed class IsolationTests
{
    private static readonly CodeTest Sealed = new("", "sealed\n");

    [Theory]
    [InlineData("import os\nfor fd in range(64):\n    try:\n        open(f'/proc/1/fd/{fd}', 'wb').write(b'x')\n        print('reached')\n    except OSError:\n        pass\nprint('sealed')")]
    [InlineData("try:\n    open('/proc/1/mem', 'rb')\n    print('reached')\nexcept OSError:\n    print('sealed')")]
    [InlineData("try:\n    print(open('/proc/1/environ').read())\nexcept OSError:\n    print('sealed')")]
    [InlineData("import ctypes\nc = ctypes.CDLL(None)\nprint('reached' if c.ptrace(16, 1, 0, 0) == 0 else 'sealed')")]
    [InlineData("import resource\ntry:\n    resource.prlimit(1, resource.RLIMIT_CPU, (0, 0))\n    print('reached')\nexcept OSError:\n    print('sealed')")]
    [InlineData("import os\ntry:\n    os.setpriority(os.PRIO_PROCESS, 1, 19)\n    print('reached')\nexcept OSError:\n    print('sealed')")]
    [InlineData("import os\nseen = [d for d in os.listdir('/') if d in ('home', 'root', 'var', 'srv', 'opt', 'mnt', 'run', 'boot', 'media', 'sys')]\nprint(seen or 'sealed')")]
    [InlineData("import os\nprint('sealed' if os.listdir('/etc') in ([], ['ld.so.cache']) and set(os.environ) <= {'LC_CTYPE', 'PWD'} and os.getuid() else 'open')")]
    [InlineData("import socket\ntry:\n    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)\n    print('open')\nexcept OSError:\n    print('sealed')")]
    [InlineData("import ctypes\nc = ctypes.CDLL(None)\nprint('open' if any(c.unshare(f) == 0 for f in (0x10000000, 0x20000, 0x40000000)) else 'sealed')")]
    [InlineData("import ctypes\nc = ctypes.CDLL(None)\nprint('open' if c.shmget(77, 4096, 0o1666) >= 0 or c.memfd_create(b'x', 0) >= 0 or c.semget(77, 1, 0o1666) >= 0 else 'sealed')")]
    [InlineData("import os\nos.symlink('/etc/passwd', '/tmp/a')\nos.symlink('/proc/1/root/etc/shadow', '/tmp/b')\nfor p in ('/tmp/a', '/tmp/b', '/proc/1/root/etc/passwd', '/proc/1/cwd'):\n    try:\n        open(p)\n        print('open')\n    except OSError:\n        pass\nprint('sealed')")]
    public async Task A_program_finds_the_sandbox_sealed(string program)
    {
        var result = await Judging.PythonAsync(program, Sealed);
        Assert.True(result.Verdict == CodeVerdict.Passed, $"{result.Verdict}: {result.Detail}");
    }

    [Theory]
    [InlineData("open('/tmp/left', 'w').write('x')")]
    [InlineData("import os\nos.makedirs('/dev/shm/a/b')\nos.chmod('/tmp/a', 0)")]
    [InlineData("import os\nos.chmod('/tmp', 0)")]
    [InlineData("import os\nif os.fork() == 0:\n    os.setsid()\n    import time\n    time.sleep(100)")]
    [InlineData("import os, signal\nfor s in range(1, 65):\n    try:\n        os.kill(1, s)\n    except (OSError, ValueError):\n        pass")]
    [InlineData("import os, signal\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)\nfor k in range(9):\n    if os.fork() == 0:\n        os.kill(-1, signal.SIGUSR1)\n        os.kill(os.getpid(), signal.SIGSTOP)")]
    [InlineData("import os\nos.closerange(0, 1000)\nos.open('/dev/null', os.O_RDWR)\nos.open('/dev/null', os.O_RDWR)")]
    [InlineData("import os\nos.remove(__file__)\nopen(__file__, 'w').write('print(0)')")]
    [InlineData("import builtins\nbuiltins.print = lambda *a: None")]
    [InlineData("import os\nos.mkdir('/tmp/x')\nos.rename(__file__, '/tmp/x/p')\nos.mkdir(__file__)")]
    public async Task What_one_test_does_the_next_does_not_see(string act)
    {
        var look = "import os\nn = int(input())\nclean = sorted(os.listdir('/tmp')) == ['program.py'] and [p for p in os.listdir('/proc') if p.isdigit()] == ['1', str(os.getpid())]\n"
            + $"print('clean' if clean else 'soiled')\nif n == 1:\n    import sys\n    sys.stdout.flush()\n    {act.Replace("\n", "\n    ", StringComparison.Ordinal)}\n";
        var result = await Judging.PythonAsync(look, new("1\n", "clean\n"), new("2\n", "clean\n"), new("1\n", "clean\n"), new("2\n", "clean\n"));
        Assert.True(result.Verdict == CodeVerdict.Passed, $"{result.Verdict} after {result.Passed}: {result.Detail}");
    }

    [Fact]
    public async Task A_binary_cannot_be_changed_for_the_tests_after_it() => Assert.Equal(CodeVerdict.Passed, (await Judging.CppAsync("""
        #include <cstdio>
        #include <fcntl.h>
        #include <unistd.h>
        int main() {
            int fd = open("/proc/self/exe", O_RDWR);
            for (int k = 3; k < 300; ++k) { ftruncate(k, 0); pwrite(k, "x", 1, 0); }
            std::puts(fd < 0 ? "sealed" : "open");
        }
        """, Sealed, Sealed)).Verdict);

    [Theory]
    [InlineData("#embed \"/etc/passwd\"\nint main() {}")]
    [InlineData("#include \"/dev/random\"\nint main() {}")]
    [InlineData("#include \"/etc/hostname\"\nint main() {}")]
    [InlineData("#include \"/proc/1/environ\"\nint main() {}")]
    [InlineData("asm(\".incbin \\\"/dev/zero\\\"\");\nint main() {}")]
    [InlineData("#pragma GCC plugin \"x\"\nint main() { return x; }")]
    public async Task A_compiler_reads_nothing_of_this_machine_and_ends(string program) =>
        Assert.Equal(CodeVerdict.CompileError, (await Judging.CppAsync(program, new CodeTest("", ""))).Verdict);
}

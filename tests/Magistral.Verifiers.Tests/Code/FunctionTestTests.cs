using Magistral.Verifiers.Code;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

/// <summary>Function tests pass only when they ran to their end, whatever the program does to look as if they had.</summary>
public sealed class FunctionTestTests
{
    private const string PythonTests = "assert square(3) == 9\nassert square(-4) == 16\n";
    private const string CppTests = "#undef NDEBUG\n#include <cassert>\nint main() { assert(square(3) == 9); assert(square(-4) == 16); }\n";

    [Theory]
    [InlineData("def square(x):\n    return x * x")]
    [InlineData("from __future__ import annotations\ndef square(x: int) -> int:\n    print('noise')\n    return x ** 2\nif __name__ == '__main__':\n    print(square(2))")]
    public async Task A_right_Python_function_passes(string program) =>
        Assert.Equal(CodeVerdict.Passed, (await Judging.PythonFunctionAsync(program, PythonTests)).Verdict);

    [Theory]
    [InlineData("import sys\nsquare = sys.exit")]
    [InlineData("def square(x):\n    raise SystemExit(0)")]
    [InlineData("import os\nsquare = lambda x: os._exit(0)")]
    [InlineData("import builtins\nbuiltins.AssertionError = ZeroDivisionError\nimport sys\nsys.excepthook = lambda *a: None\nsquare = abs")]
    [InlineData("import sys, os\nsys.excepthook = lambda *a: os._exit(0)\nsquare = abs")]
    [InlineData("import threading, os, time\nthreading.Thread(target=lambda: (time.sleep(0.05), os._exit(0))).start()\ndef square(x):\n    time.sleep(1)")]
    [InlineData("import os\nfor fd in range(3, 300):\n    try:\n        os.set_blocking(fd, False)\n        seen = os.read(fd, 1 << 20)\n        for other in range(3, 300):\n            try:\n                os.write(other, seen)\n            except OSError:\n                pass\n    except OSError:\n        pass\nos._exit(0)")]
    [InlineData("import os\ndef square(x):\n    for fd in range(3, 300):\n        try:\n            os.write(fd, b'passed')\n        except OSError:\n            pass\n    os._exit(0)")]
    [InlineData("import builtins\nbuiltins.exec = builtins.compile = lambda *a, **k: 'pass'\nsquare = abs")]
    [InlineData("import os\nos.write = os.read = lambda *a: b''\nsquare = abs")]
    [InlineData("import sys\ndef trace(frame, event, arg):\n    return trace\nsys.settrace(trace)\nsquare = abs")]
    public async Task A_Python_program_that_only_pretends_does_not_pass(string program) =>
        Assert.Contains((await Judging.PythonFunctionAsync(program, PythonTests)).Verdict, new[] { CodeVerdict.WrongAnswer, CodeVerdict.RuntimeError });

    [Theory]
    [InlineData("int square(int x) { return x * x; }")]
    [InlineData("#include <bits/stdc++.h>\nusing namespace std;\n#define int long long\nint square(int x) { cout << x; return x * x; }")]
    public async Task A_right_Cpp_function_passes(string program) =>
        Assert.Equal(CodeVerdict.Passed, (await Judging.CppFunctionAsync(program, CppTests)).Verdict);

    [Theory]
    [InlineData("#define main tested_main\nint square(int x) { return x; }\n#undef main\nint main() { return 0; }\n#define main other_main")]
    [InlineData("int square(int x) { return x; }\nextern \"C\" void __assert_fail(const char*, const char*, unsigned, const char*) noexcept {}")]
    [InlineData("int square(int x) { return x; }\nextern \"C\" __attribute__((weak)) void __assert_fail(const char*, const char*, unsigned, const char*) noexcept {}")]
    [InlineData("#include <cstdlib>\nint square(int x) { std::_Exit(0); }")]
    [InlineData("#include <unistd.h>\nint square(int x) { return x; }\nvoid early(int, char**, char**) { _exit(0); }\n__attribute__((section(\".preinit_array\"), used)) void (*first)(int, char**, char**) = early;")]
    [InlineData("#include <csignal>\n#include <unistd.h>\nstruct S { S() { signal(SIGABRT, [](int) { _exit(0); }); } } s;\nint square(int x) { return x; }")]
    [InlineData("#define return return 0; return\nint square(int x) { return x; }")]
    [InlineData("#define if(x) if (false)\n#define assert(x)\nint square(int x) { return x; }")]
    [InlineData("int square(int x) { return x; }\nextern \"C\" int __wrap_main(int, char**, char**) { return 0; }")]
    [InlineData("#include <unistd.h>\nstruct S { S() { char b[4096]; for (int fd = 3; fd < 300; ++fd) { auto n = read(fd, b, sizeof b); if (n > 0) for (int o = 3; o < 300; ++o) write(o, b, n); } _exit(0); } } s;\nint square(int x) { return x; }")]
    public async Task A_Cpp_program_that_only_pretends_does_not_pass(string program) =>
        Assert.NotEqual(CodeVerdict.Passed, (await Judging.CppFunctionAsync(program, CppTests)).Verdict);
}

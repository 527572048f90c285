using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

public sealed class LimitTests
{
    private static readonly CodeTest Square = new("7\n", "49\n");

    [Fact]
    public async Task Processes_that_share_the_memory_among_them_are_stopped() => Assert.Equal(CodeVerdict.MemoryLimit, (await Judging.PythonAsync("""
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                held = bytearray(b"x" * 120_000_000)
                time.sleep(60)
        time.sleep(60)
        """, Square)).Verdict);

    [Fact]
    public async Task Many_small_files_fill_the_folder_and_nothing_else() => Assert.Contains((await Judging.PythonAsync("""
        import os
        n = 0
        try:
            while True:
                with open(str(n), "wb") as file:
                    file.write(b"x" * 1_000_000)
                n += 1
        except OSError:
            print("full" if n < 100 else "endless")
        """, new CodeTest("", "full\n"))).Verdict, new[] { CodeVerdict.Passed, CodeVerdict.TimeLimit });

    [Fact]
    public async Task A_thousand_arguments_of_a_megabyte_are_no_trouble() => Assert.Equal(CodeVerdict.Passed, (await Judging.PythonAsync("""
        import os
        try:
            os.execv("/bin/echo", ["echo"] + ["x" * 1_000_000] * 50)
        except OSError:
            print("refused")
        """, new CodeTest("", "refused\n"))).Verdict);

    [Fact]
    public async Task Deep_recursion_within_the_memory_works_in_Cpp() => Assert.Equal(CodeVerdict.Passed, (await Judging.CppAsync("""
        #include <iostream>
        int depth(int n) { volatile char pad[128]; pad[0] = char(n); return n == 0 ? 0 : depth(n - 1) + 1 + pad[0] * 0; }
        int main() { int n; std::cin >> n; std::cout << depth(n); }
        """, new CodeTest("200000\n", "200000"))).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("print(49)\0")]
    public async Task Empty_and_odd_sources_do_not_pass(string program) =>
        Assert.Contains((await Judging.PythonAsync(program, Square)).Verdict, new[] { CodeVerdict.WrongAnswer, CodeVerdict.RuntimeError });

    [Fact]
    public async Task Ten_megabytes_of_comment_before_a_right_program_are_run() =>
        Assert.Contains((await Judging.PythonAsync($"# {new string('x', 10_000_000)}\nprint(int(input()) ** 2)\n", Square)).Verdict, new[] { CodeVerdict.Passed, CodeVerdict.TimeLimit });

    [Fact]
    public async Task Text_is_UTF_8_whatever_the_machine_speaks() =>
        Assert.Equal(CodeVerdict.Passed, (await Judging.PythonAsync("print(input()[::-1], 'é')\nexit()", new CodeTest("añ漢\n", "漢ña é\n"))).Verdict);

    [Fact]
    public async Task Standard_streams_have_their_names() =>
        Assert.Equal(CodeVerdict.Passed, (await Judging.PythonAsync("print(int(open('/dev/stdin').read()) ** 2, file=open('/dev/stdout', 'w'))", Square)).Verdict);

    [Theory]
    [InlineData("out = open(1, 'w', closefd=False)\nout.write('49')")]
    [InlineData("import sys\nsys.stdout = open('/dev/stdout', 'w')\nprint(49)")]
    [InlineData("import sys, io\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer)\nprint(49)")]
    [InlineData("class C: pass\nc = C()\nc.me = c\nc.out = open(1, 'w', closefd=False)\nc.out.write('49')")]
    [InlineData("import sys\nsys.stdout.buffer.write(b'49')")]
    [InlineData("class Last:\n    def __del__(self): print(49)\nlast = Last()")]
    [InlineData("import atexit\natexit.register(print, 49)")]
    [InlineData("import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.1), print(49))).start()")]
    [InlineData("import sys, io\nout = io.StringIO()\nreal, sys.stdout = sys.stdout, out\nprint(49)\nreal.write(out.getvalue())")]
    [InlineData("print(49)\nimport sys\nsys.exit()")]
    [InlineData("print(49)\nimport sys\nsys.stdout.close()")]
    public async Task What_a_program_has_not_written_when_it_ends_is_written_then(string program) =>
        Assert.Equal(CodeVerdict.Passed, (await Judging.PythonAsync(program, Square, Square)).Verdict);

    [Fact]
    public async Task Without_tests_nothing_is_judged() => Assert.Equal(CodeVerdict.Error, (await Judging.PythonAsync("print(1)")).Verdict);

    [Fact]
    public async Task Tests_after_the_first_failing_one_are_not_run()
    {
        var result = await Judging.PythonAsync("print(input())", new("1", "1"), new("2", "2"), new("3", "4"), new("5", "5"));
        Assert.Equal((CodeVerdict.WrongAnswer, 2, 4), (result.Verdict, result.Passed, result.Total));
    }
}

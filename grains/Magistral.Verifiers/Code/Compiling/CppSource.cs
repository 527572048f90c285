using System.Text;
using Magistral.Verifiers.Code.Programs;

namespace Magistral.Verifiers.Code.Compiling;

/// <summary>Puts a C++ program and the code of its tests together.</summary>
internal static class CppSource
{
    // A program may not change what its tests say: macros named like these would. (`and` and its kin cannot be macros.)
    private static readonly string[] Words =
    [
        "assert", "main", "exit", "abort", "NDEBUG", "alignas", "alignof", "asm", "auto", "bool", "break", "case", "catch",
        "char", "char8_t", "char16_t", "char32_t", "class", "concept", "const", "consteval", "constexpr", "constinit", "const_cast", "continue",
        "co_await", "co_return", "co_yield", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit", "export",
        "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept",
        "nullptr", "operator", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short",
        "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
        "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while",
    ];

    private static readonly string Lifted = string.Concat(Words.Select(word => $"#undef {word}\n"));

    /// <summary>The source to compile, UTF-8.</summary>
    public static byte[] Of(CodeProgram program) => Encoding.UTF8.GetBytes(
        program.TestCode is null ? program.Text : $"{program.Text}\n{Lifted}#include <cassert>\n#line 1 \"tests\"\n{program.TestCode}");
}

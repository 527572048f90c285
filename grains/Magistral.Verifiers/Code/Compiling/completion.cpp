// Linked before every program: tells that main returned, by a mark that the program cannot know; fails assertions where they cannot be caught.
// The secret is read before any constructor of the program runs and kept masked; main is the program's (linker option --wrap=main).
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr int handover = 200, mark = 201, secret_bytes = 32;
char kept[secret_bytes];
bool is_kept;

void keep_secret(int, char**, char**) {
    long got = 0;
    for (long part; got < secret_bytes && (part = read(handover, kept + got, secret_bytes - got)) > 0;) got += part;
    is_kept = got == secret_bytes;
    if (is_kept) close(handover);
    for (char& c : kept) c ^= 0x5a;
    // The main stack may grow as far as allowed; threads keep the usual size, which is taken before this.
    rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) == 0) {
        stack.rlim_cur = stack.rlim_max;
        setrlimit(RLIMIT_STACK, &stack);
    }
}

[[gnu::section(".preinit_array"), gnu::used]] void (*const first)(int, char**, char**) = keep_secret;

[[noreturn]] void fail() {
    for (;;) syscall(SYS_exit_group, 134);
}

}  // namespace

extern "C" {

int __real_main(int, char**, char**);

int __wrap_main(int count, char** arguments, char** environment) {
    const int result = __real_main(count, arguments, environment);
    if (result == 0 && is_kept) {
        char reversed[secret_bytes];
        for (int i = 0; i < secret_bytes; ++i) reversed[i] = char(kept[secret_bytes - 1 - i] ^ 0x5a);
        syscall(SYS_write, mark, reversed, sizeof reversed);
        close(mark);
    }
    return result;
}

// Defined here so that a program cannot define them: that would make failed assertions pass.
void __assert_fail(const char*, const char*, unsigned, const char*) noexcept { fail(); }
void __assert_perror_fail(int, const char*, unsigned, const char*) noexcept { fail(); }
void __assert(const char*, const char*, int) noexcept { fail(); }
}

using Magistral.LibraryAdapter;

if (args is not [var source, var destination, var version])
{
    await Console.Error.WriteLineAsync("usage: Magistral.LibraryAdapter SOURCE DESTINATION VERSION, such as GLIBCXX_3.4.32");
    return 2;
}

try
{
    AdaptedLibrary.Write(source, destination, version);
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"{source}: {error.Message}");
    return 1;
}

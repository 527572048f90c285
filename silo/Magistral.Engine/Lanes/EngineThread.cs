using static TorchSharp.torch;

namespace Magistral.Engine.Lanes;

/// <summary>How many cores libtorch may use on the calling thread.</summary>
/// <remarks>libtorch keeps the number per thread, and a new thread takes all cores for matrix products until it is told otherwise.</remarks>
internal static class EngineThread
{
    [ThreadStatic]
    private static int cores;

    /// <summary>Lets operations called on this thread use <paramref name="wanted"/> cores; cheap when nothing changes.</summary>
    public static void Use(int wanted)
    {
        if (cores == wanted) return;
        set_num_threads(wanted);
        cores = wanted;
    }
}

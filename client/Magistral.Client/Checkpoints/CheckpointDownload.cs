using System.Security.Cryptography;
using Magistral.Contracts;
using Magistral.Contracts.Checkpoints;

namespace Magistral.Client.Checkpoints;

/// <summary>Fetches a committed checkpoint through the service, piece by piece, and checks every part against the hash in its manifest.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="runId">The run's id.</param>
public sealed class CheckpointDownload(IGrainFactory grains, string runId)
{
    private const string Unfinished = ".unfinished";

    /// <summary>Writes the parts of a checkpoint into a folder, under their names. A part that is there already and whole is not fetched again.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="folder">Made when it is missing.</param>
    /// <param name="wanted">Which parts, by their names; null is all.</param>
    /// <param name="cancellation">Ends the download; nothing half-written bears a part's name.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="CheckpointNotFoundException">There is no such checkpoint, or it expired meanwhile.</exception>
    /// <exception cref="CheckpointDamagedException">What came is not what was stored.</exception>
    public async Task<CheckpointManifest> ToFolderAsync(int step, string folder, Func<string, bool>? wanted, CancellationToken cancellation)
    {
        var checkpoint = grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString());
        if (await checkpoint.DescribeAsync(cancellation) is not { Status: CheckpointStatus.Committed, Manifest: { } manifest })
            throw new CheckpointNotFoundException(runId, step);
        Directory.CreateDirectory(folder);
        foreach (var part in manifest.Parts.Where(part => wanted?.Invoke(part.Name) ?? true))
        {
            if (part.Name != Path.GetFileName(part.Name) || part.Name is "" or "." or "..")
                throw new MagistralException($"'{part.Name}' in checkpoint {step} of run {runId} cannot name a file", "see what wrote the checkpoint");
            var path = Path.Combine(folder, part.Name);
            if (File.Exists(path) && await HashAsync(path, cancellation) == part.Sha256)
                continue;
            await FetchAsync(checkpoint, part, path + Unfinished, cancellation);
            File.Move(path + Unfinished, path, overwrite: true);
        }
        return manifest;
    }

    private static async Task FetchAsync(ICheckpointGrain checkpoint, CheckpointPart part, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            while (file.Position < part.Bytes)
            {
                var piece = await checkpoint.ReadAsync(part.Name, file.Position, ICheckpointGrain.MostBytesAtOnce, cancellation);
                if (piece.Length == 0)
                    break;
                hash.AppendData(piece);
                await file.WriteAsync(piece, cancellation);
            }
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != part.Sha256)
            throw new CheckpointDamagedException(part.Name, path);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}

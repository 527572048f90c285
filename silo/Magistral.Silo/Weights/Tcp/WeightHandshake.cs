using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Magistral.Contracts.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>Opens a weight stream: both sides prove that they know the run's token, which itself never travels.</summary>
/// <remarks>Each proves it by an HMAC-SHA256 over its part, what is asked for, and a random number from both. Thread-safe.</remarks>
internal static class WeightHandshake
{
    private const uint Magic = 0x3157_474D;   // "MGW1"
    private const int NonceBytes = 32;
    private const int ProofBytes = 32;
    private const int MostRunIdBytes = 256;
    private const int HelloBytes = 4 + 1 + 1 + NonceBytes;
    private static readonly byte[] Opener = "opener"u8.ToArray();
    private static readonly byte[] Acceptor = "acceptor"u8.ToArray();

    /// <summary>The side that connected.</summary>
    /// <exception cref="WeightPeerException">The other side does not know the token, or closed: it does not take part in the run.</exception>
    public static async Task OpenAsync(WeightConnection connection, string runId, WeightToken token, WeightRequestKind purpose)
    {
        var name = Encoding.UTF8.GetBytes(runId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(name.Length, MostRunIdBytes, nameof(runId));
        var hello = new byte[HelloBytes + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(hello, Magic);
        (hello[4], hello[5]) = ((byte)purpose, (byte)name.Length);
        RandomNumberGenerator.Fill(hello.AsSpan(6, NonceBytes));
        name.CopyTo(hello.AsSpan(HelloBytes));
        await connection.WriteAsync(hello);
        var answer = new byte[NonceBytes + ProofBytes];
        await connection.ReadAsync(answer);
        var nonce = answer.AsMemory(0, NonceBytes);
        if (!CryptographicOperations.FixedTimeEquals(Prove(token, Acceptor, hello, nonce.Span), answer.AsSpan(NonceBytes)))
            throw connection.Fault("it does not know the run's token");
        await connection.WriteAsync(Prove(token, Opener, hello, nonce.Span));
    }

    /// <summary>The side that accepted.</summary>
    /// <param name="connection">The fresh stream.</param>
    /// <param name="stationOf">Finds the run's replica; null when the run has none here.</param>
    /// <exception cref="WeightPeerException">The other side speaks something else, asks for an unknown run, or does not know its token.</exception>
    public static async Task<(WeightReplica Replica, WeightRequestKind Purpose)> AcceptAsync(WeightConnection connection, Func<string, WeightReplica?> stationOf)
    {
        var head = new byte[HelloBytes];
        await connection.ReadAsync(head);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic || !Enum.IsDefined((WeightRequestKind)head[4]))
            throw connection.Fault("it does not speak as weight streams do");
        var hello = new byte[HelloBytes + head[5]];
        head.CopyTo(hello, 0);
        await connection.ReadAsync(hello.AsMemory(HelloBytes));
        if (stationOf(Encoding.UTF8.GetString(hello.AsSpan(HelloBytes))) is not { } replica)
            throw connection.Fault("it asked for a run that this silo does not work on");
        var answer = new byte[NonceBytes + ProofBytes];
        RandomNumberGenerator.Fill(answer.AsSpan(0, NonceBytes));
        Prove(replica.Token, Acceptor, hello, answer.AsSpan(0, NonceBytes)).CopyTo(answer.AsSpan(NonceBytes));
        await connection.WriteAsync(answer);
        var proof = new byte[ProofBytes];
        await connection.ReadAsync(proof);
        return CryptographicOperations.FixedTimeEquals(Prove(replica.Token, Opener, hello, answer.AsSpan(0, NonceBytes)), proof)
            ? (replica, (WeightRequestKind)hello[4])
            : throw connection.Fault("it does not know the run's token");
    }

    private static byte[] Prove(WeightToken token, byte[] part, byte[] hello, ReadOnlySpan<byte> nonce) =>
        HMACSHA256.HashData(Convert.FromBase64String(token.Secret), (byte[])[.. part, .. hello, .. nonce]);
}

using System.Globalization;

namespace Magistral.Cli.Rendering;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Figures
{
    public static string Percent(double? share) => share is { } value && double.IsFinite(value) ? Text($"{value * 100:0}%") : "-";

    public static string PassRate(double? rate) => Number(rate, "0.000");

    public static string PassRate(Contracts.Generation.StageEvaluation? evaluation) =>
        evaluation is null ? "-" : Text($"{evaluation.PassAt1:0.000} ±{evaluation.StandardError:0.000}");

    public static string Number(double? value, string format = "0.00") =>
        value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "-";

    public static string Count(long count) => count switch
    {
        < 10_000 => count.ToString(CultureInfo.InvariantCulture),
        < 10_000_000 => Text($"{count / 1e3:0.0}k"),
        _ => Text($"{count / 1e6:0.0}M"),
    };

    public static string Rate(double perSecond) => Count((long)perSecond) + "/s";

    public static string Duration(double? seconds) => seconds switch
    {
        null or double.NaN or < 0 => "-",
        < 10 => Text($"{seconds:0.0}s"),
        < 60 => Text($"{seconds:0}s"),
        < 3600 => Text($"{(int)seconds / 60}m{(int)seconds % 60:00}s"),
        _ => Text($"{(int)seconds / 3600}h{(int)seconds / 60 % 60:00}m"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Text($"{bytes} B"),
        < 1 << 20 => Text($"{bytes / 1024.0:0.0} KiB"),
        < 1 << 30 => Text($"{bytes / 1048576.0:0.0} MiB"),
        _ => Text($"{bytes / 1073741824.0:0.0} GiB"),
    };

    public static string Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>Where tensors live: `cpu`, or `cuda:0` and so on.</summary>
public sealed record ComputeDevice
{
    private ComputeDevice(string name, Device torch) => (Name, Torch) = (name, torch);

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu { get; } = new("cpu", new Device(DeviceType.CPU));

    /// <summary>Its name, as <see cref="Parse"/> reads it.</summary>
    public string Name { get; }

    internal Device Torch { get; }

    /// <summary>Where a tensor lives.</summary>
    internal static ComputeDevice Of(Device device) => device.type == DeviceType.CPU ? Cpu : new($"cuda:{device.index}", device);

    /// <summary>Reads a device's name.</summary>
    /// <param name="name">`cpu`, `cuda` or `cuda:` and a number.</param>
    /// <exception cref="ModelConfigException">The name is none of these, or this machine or build has no such device.</exception>
    public static ComputeDevice Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == "cpu") return Cpu;
        var number = name == "cuda" ? "0" : name.StartsWith("cuda:", StringComparison.Ordinal) ? name[5..] : "";
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw new ModelConfigException($"the device {name} is unknown", "use cpu or cuda:0");
        if (!cuda.is_available() || index >= cuda.device_count())
            throw new ModelConfigException($"the device {name} is not on this machine", "use cpu, or the CUDA build on a machine with that GPU");
        return new($"cuda:{index}", new Device(DeviceType.CUDA, index));
    }
}

using System.Reflection;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Grains that are not there: they note what they are asked, in order, and answer or fail as a test says.</summary>
public sealed class RecordedCalls
{
    public RecordedCalls()
    {
        Grains = DispatchProxy.Create<IGrainFactory, PlayedGrain>();
        ((PlayedGrain)(object)Grains).Calls = this;
    }

    /// <summary>The way to them.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>What was asked, as interface and method.</summary>
    public List<string> Made { get; } = [];

    /// <summary>Answers by interface and method; without one it is nothing.</summary>
    public Dictionary<string, object?> Answers { get; } = [];

    /// <summary>Failures by interface and method.</summary>
    public Dictionary<string, Exception> Faults { get; } = [];

    /// <summary>One grain, or the factory of all.</summary>
    public class PlayedGrain : DispatchProxy
    {
        public RecordedCalls Calls { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IGrainFactory.GetGrain))
            {
                var grain = Create(targetMethod.GetGenericArguments()[0], typeof(PlayedGrain));
                ((PlayedGrain)grain).Calls = Calls;
                return grain;
            }
            var name = $"{targetMethod.DeclaringType!.Name}.{targetMethod.Name}";
            Calls.Made.Add(name);
            var result = targetMethod.ReturnType.GetGenericArguments().FirstOrDefault();
            var source = typeof(Task).GetMethods().Single(method => method is { Name: nameof(Task.FromResult), IsStatic: true }).MakeGenericMethod(result ?? typeof(object));
            var failed = typeof(Task).GetMethods().Single(method => method is { Name: nameof(Task.FromException), IsGenericMethod: true }).MakeGenericMethod(result ?? typeof(object));
            return Calls.Faults.TryGetValue(name, out var fault)
                ? failed.Invoke(null, [fault])
                : source.Invoke(null, [Calls.Answers.GetValueOrDefault(name) ?? (result is { IsValueType: true } ? Activator.CreateInstance(result) : null)]);
        }
    }
}

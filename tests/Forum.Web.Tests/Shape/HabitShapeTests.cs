using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Habits that are easily lost: one clock, no sleeping, log lines without surprises, rows that guard themselves.</summary>
public sealed partial class HabitShapeTests
{
    private static readonly string[] OtherClocks = ["System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow", "System.Threading.Thread::Sleep"];

    // Waits that a test's clock must not stop.
    private static readonly Dictionary<string, string> RealTime = new()
    {
        ["Notifications.Delivery.DeliverMessages"] = "the pause after a fault of its own; a clock that a test holds would keep delivery down",
        ["Notifications.Planning.PlanMessages"] = "the breath in which others have the processor first; a clock that a test holds would keep planning down",
        ["Notifications.Schedule.Sweeps"] = "the scheduler goes by the machine's clock, and is told when each round begins for the first time",
        ["Notifications.Simulator.SimulatedCallbacks"] = "telephones answer at their own pace, whatever the program's clock says",
        ["Notifications.Simulator.TwilioSimulator"] = "a provider that does not answer is waited for in real time by the HTTP client",
    };

    private static readonly Dictionary<string, string> Pauses = new()
    {
        ["tests/Forum.Testing/Eventually.cs"] = "the one place that waits: for a condition, with a generous limit",
        ["tests/Kill.Tests/Scene.cs"] = "looks again and again whether the program has come to rest",
        ["tests/Kill.Tests/RandomTests.cs"] = "ends the program at a random moment",
        ["tests/KillHost/Steps.cs"] = "holds the program still at a step until it is killed",
        ["tests/Forum.Api.Tests/Events/LiveTests.cs"] = "gives connections that lost their rights the time to be cut",
    };

    [Fact]
    public void The_clock_is_the_TimeProvider() => Rule.Holds(
        "Take the time from the injected TimeProvider.",
        from call in Calls()
        where OtherClocks.Contains(Named(call.To))
        select $"{call.From} calls {Named(call.To)}");

    [Fact]
    public void Waiting_goes_by_the_TimeProvider() => Rule.Holds(
        "Give the TimeProvider to whatever waits (Task.Delay, PeriodicTimer, CancellationTokenSource).",
        from call in Calls()
        where Named(call.To) is "System.Threading.Tasks.Task::Delay" or "System.Threading.PeriodicTimer::.ctor" or "System.Threading.Timer::.ctor" or "System.Threading.CancellationTokenSource::.ctor" or "System.Threading.CancellationTokenSource::CancelAfter"
            && call.To.Parameters.Any(p => p.ParameterType.Name is "TimeSpan" or "Int32" or "TimerCallback") && call.To.Parameters.All(p => p.ParameterType.Name != "TimeProvider")
        select $"{call.From} calls {Named(call.To)}");

    [Fact]
    public void Real_time_is_asked_only_where_a_reason_stands() => Rule.Holds(
        "TimeProvider.System passes by the clock of tests and of the demo: inject the TimeProvider.",
        from call in Calls()
        where Named(call.To) == "System.TimeProvider::get_System"
        select call.From,
        RealTime);

    [Fact]
    public void Tests_do_not_sleep() => Rule.Holds(
        "Wait for a condition (Eventually), not for a time.",
        from file in Files.In("tests")
        where Sleeping().IsMatch(file.Text) && !file.Name.Contains("/Shape/", StringComparison.Ordinal)
            // What is measured is measured at a steady pace.
            && !file.Name.StartsWith("tests/Benchmarks/", StringComparison.Ordinal)
        select file.Name,
        Pauses);

    [Fact]
    public void Nothing_is_written_to_the_console_but_the_demo_s_greeting_and_what_the_operator_asked_for() => Rule.Holds(
        "Log it; the console belongs to the log.",
        from call in Calls()
        where call.To.DeclaringType.FullName == "System.Console"
        select call.From,
        new Dictionary<string, string> { ["Web.ForumLogging"] = "says where to look after `dotnet run`, in Development only", ["Program"] = "the operator's commands answer there" });

    [Fact]
    public void Log_lines_are_source_generated_in_a_nested_class_Log() => Rule.Holds(
        "Write a [LoggerMessage] method in the private nested class Log at the file's end, and call that.",
        (from call in Calls()
         where call.To.DeclaringType.FullName == "Microsoft.Extensions.Logging.LoggerExtensions" || (Named(call.To) == "Microsoft.Extensions.Logging.ILogger::Log" && call.Inside.Name != "Log")
         select $"{call.From} calls {call.To.Name}")
        .Concat(
            from module in Assemblies.Product
            from type in module.GetTypes()
            where type.Methods.Any(m => m.CustomAttributes.Any(a => a.AttributeType.Name == "LoggerMessageAttribute")) && type is not { Name: "Log", IsNestedPrivate: true }
            select $"{type.Short()} has log lines of its own"));

    [Fact]
    public void Rows_change_by_named_methods_only() => Rule.Holds(
        "A row has no setters for others: init at birth, then methods with a name that take what they need.",
        from entity in Model.Entities
        from property in entity.ClrType.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly)
        where property.SetMethod is { IsPrivate: false } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
        select $"{entity.ClrType.FullName}.{property.Name}");

    private static IEnumerable<(string From, TypeDefinition Inside, MethodReference To)> Calls() =>
        from module in Assemblies.Product
        from type in module.Types
        from method in type.MethodsInside()
        from call in method.Calls()
        select (type.Short(), method.DeclaringType, call);

    private static string Named(MethodReference method) => $"{method.DeclaringType.FullName}::{method.Name}";

    [GeneratedRegex(@"Task\.Delay\(|Thread\.Sleep\(")]
    private static partial Regex Sleeping();
}

using System.Globalization;
using Tryghedsforum.Benchmarks;
using Tryghedsforum.Benchmarks.Bare;
using Tryghedsforum.Benchmarks.Measures;
using Tryghedsforum.Benchmarks.Scene;

if (args is [BareServer.Word, ..])
{
    await BareServer.Run(args[1..]);
    return 0;
}

if (args is [EarlyWarnings.Word])
{
    EarlyWarnings.Run();
    return 0;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var all = new (string Name, Func<Stage, Table, Task> Run)[]
{
    ("screens", Screens.Run), ("submissions", Submissions.Run), ("case", CasePage.Run), ("sms", Sms.Run), ("sending", Sending.Run), ("start", Start.Run), ("memory", Memory.Run), ("bytes", Bytes.Run),
    ("summaries", Summaries.Run), ("planning", Planning.Run), ("sweeps", Sweeps.Run),
};
const string Published = "--published=";
var quick = args.Contains("--quick");
var published = args.FirstOrDefault(arg => arg.StartsWith(Published, StringComparison.Ordinal))?[Published.Length..];
var names = args.Where(arg => arg != "--quick" && !arg.StartsWith(Published, StringComparison.Ordinal)).ToHashSet();
if (!names.IsSubsetOf(all.Select(one => one.Name)))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project tests/Benchmarks -- [--quick] [--published=folder] [{string.Join("] [", all.Select(one => one.Name))}]");
    return 2;
}

#if DEBUG
Console.Error.WriteLine("Measured in Release only: dotnet run -c Release --project tests/Benchmarks");
return 2;
#else
if (published is null) Console.Error.WriteLine("Publishing the program …");
var stage = await Stage.Make(quick ? Sizes.Quick : Sizes.Full, published);
var (table, loadBefore) = (new Table(Console.Out), LoadAverage());
foreach (var (name, run) in all.Where(one => names.Count == 0 || names.Contains(one.Name)))
{
    Console.Error.WriteLine($"{name} …");
    await run(stage, table);
}

// Whoever reads the table must know whether the machine had anything else to do.
Console.WriteLine($"\n{Environment.ProcessorCount} processors, .NET {Environment.Version}, load average {loadBefore} before and {LoadAverage()} after.");
return 0;

static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
#endif

using System.Text.Json;
using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// From the answer to a report to the moment at which the telephone company has the crew's SMS: planning, looking up, sending by the provider's own
/// library. The telephone company is the simulator, so this runs in Development; when it took a text stands in its ledger.
/// </summary>
internal static class Sms
{
    private const double Goal = 3;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500), Patience = TimeSpan.FromSeconds(30);

    public static async Task Run(Stage stage, Table table)
    {
        await using var ours = await stage.Ours("Development");
        using var http = ours.Client();
        var answered = new Dictionary<string, DateTimeOffset>();
        using var pace = new PeriodicTimer(Pace);
        for (var report = 0; report < stage.Sizes.SmsReports; report++)
        {
            var answer = await ours.Report(http, report % ours.Slugs.Count);
            var now = DateTimeOffset.UtcNow;
            answered[JsonDocument.Parse(answer).RootElement.GetProperty("number").GetString()!] = now;
            await pace.WaitForNextTickAsync();
        }

        var crew = Enumerable.Range(0, ours.Slugs.Count).SelectMany(Founding.CrewPhones).ToHashSet();
        var expected = answered.Count * Founding.CrewPhones(0).Count;
        var limit = DateTimeOffset.UtcNow + Patience;
        List<double> waits;
        while ((waits = Waits(ours, answered, crew)).Count < expected && DateTimeOffset.UtcNow < limit) await Task.Delay(200);
        // A text that never came waited for ever.
        waits.AddRange(Enumerable.Repeat(double.PositiveInfinity, expected - waits.Count));
        table.Limit($"report → SMS handed over ({expected} texts), p50", Figures.At(waits, 0.5), null, "s", Goal);
        table.Limit($"report → SMS handed over ({expected} texts), p95", Figures.At(waits, 0.95), null, "s", Goal);
    }

    private static List<double> Waits(Target ours, Dictionary<string, DateTimeOffset> answered, HashSet<string> crew)
    {
        var path = Path.Combine(ours.Folder, "telephone-company.jsonl");
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var taken = new Dictionary<string, double>();
        while (reader.ReadLine() is { } line)
        {
            // The last line may be under way.
            if (!line.EndsWith('}') || !JsonDocument.Parse(line).RootElement.TryGetProperty("Message", out var text) || !crew.Contains(text.GetProperty("To").GetString()!)) continue;
            var body = text.GetProperty("Body").GetString()!;
            var number = answered.Keys.FirstOrDefault(number => body.Contains(number, StringComparison.Ordinal));
            if (number is not null) taken.TryAdd(text.GetProperty("Sid").GetString()!, Math.Max(0, (text.GetProperty("Created").GetDateTimeOffset() - answered[number]).TotalSeconds));
        }

        return [.. taken.Values];
    }
}

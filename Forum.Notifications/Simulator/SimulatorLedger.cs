using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Notifications.Simulator;

/// <summary>
/// What the simulated telephone company and mail server remember, in a file of its own: one JSON line for each change, written before anybody is answered.
/// A killed program's telephone company so remembers, as the real one would.
/// </summary>
internal sealed class SimulatorLedger : IDisposable
{
    private readonly Lock door = new();
    private readonly Dictionary<string, SimulatedMessage> messages = [];
    private readonly HashSet<OptOutLine> optOuts = [];
    private readonly List<SimulatedMail> mails = [];
    private readonly Lazy<StreamWriter> file;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SimulatorLedger(IConfiguration configuration) => file = new(() => Load(Path.Combine(
        Path.GetFullPath(configuration["Data:Folder"] ?? "data"), configuration["Simulator:File"] ?? "telephone-company.jsonl")));

    /// <summary>Counts the changes.</summary>
    public long Version { get; private set; }

    /// <summary>All texts, oldest first.</summary>
    public IReadOnlyList<SimulatedMessage> Messages
    {
        get
        {
            lock (door)
            {
                _ = file.Value;
                return [.. messages.Values.OrderBy(m => m.Created)];
            }
        }
    }

    /// <summary>All mails, oldest first.</summary>
    public IReadOnlyList<SimulatedMail> Mails
    {
        get
        {
            lock (door)
            {
                _ = file.Value;
                return [.. mails];
            }
        }
    }

    /// <summary>One text.</summary>
    public SimulatedMessage? Find(string sid)
    {
        lock (door)
        {
            _ = file.Value;
            return messages.GetValueOrDefault(sid);
        }
    }

    /// <summary>Remembers a text as it is now.</summary>
    public void Keep(SimulatedMessage message) => Write(new() { Message = message });

    /// <summary>Remembers a mail.</summary>
    public void KeepMail(SimulatedMail mail) => Write(new() { Mail = mail });

    /// <summary>Remembers that a phone wants nothing from a number, or wants it again.</summary>
    public void KeepOptOut(string phone, string number, bool isOut) => Write(new() { OptOut = new(phone, number), IsOut = isOut });

    /// <summary>Whether a phone wants nothing from a number.</summary>
    public bool IsOptedOut(string phone, string number)
    {
        lock (door)
        {
            _ = file.Value;
            return optOuts.Contains(new(phone, number));
        }
    }

    /// <summary>Returns when there is a newer version than the one seen.</summary>
    public async Task WaitForChange(long seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (door)
            {
                if (Version > seen) return;
                next = changed.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>Says that something other than a text has changed.</summary>
    public void Touch()
    {
        TaskCompletionSource before;
        lock (door)
        {
            Version++;
            (before, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (file.IsValueCreated) file.Value.Dispose();
    }

    private void Write(Line line)
    {
        lock (door)
        {
            file.Value.WriteLine(JsonSerializer.Serialize(line, LineJson.Default.Line));
            file.Value.Flush();
            Apply(line);
        }

        Touch();
    }

    private void Apply(Line line)
    {
        if (line.Message is { } message) messages[message.Sid] = message;
        if (line.Mail is { } mail) mails.Add(mail);
        if (line.OptOut is not { } optOut) return;
        if (line.IsOut) optOuts.Add(optOut);
        else optOuts.Remove(optOut);
    }

    private StreamWriter Load(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            foreach (var text in File.ReadLines(path)) Read(text);
        }

        // Written anew, without what is superseded and without a last line that a kill has cut; replaced in one step.
        File.WriteAllLines(path + ".new", messages.Values.Select(m => new Line { Message = m })
            .Concat(optOuts.Select(o => new Line { OptOut = o, IsOut = true }))
            .Concat(mails.Select(m => new Line { Mail = m }))
            .Select(line => JsonSerializer.Serialize(line, LineJson.Default.Line)));
        File.Move(path + ".new", path, overwrite: true);
        return new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    private void Read(string text)
    {
        try
        {
            if (text.Length > 0) Apply(JsonSerializer.Deserialize(text, LineJson.Default.Line)!);
        }
        catch (JsonException)
        {
            // Cut by a kill before anybody was answered: it has not happened.
        }
    }

    internal sealed record OptOutLine(string Phone, string Number);

    internal sealed record Line
    {
        public SimulatedMessage? Message { get; init; }

        public SimulatedMail? Mail { get; init; }

        public OptOutLine? OptOut { get; init; }

        public bool IsOut { get; init; }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SimulatorLedger.Line))]
internal sealed partial class LineJson : JsonSerializerContext;

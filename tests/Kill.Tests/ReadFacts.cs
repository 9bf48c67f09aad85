using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Kill.Tests;

/// <summary>What is left to do.</summary>
internal abstract record Remainder
{
    /// <summary>Nothing.</summary>
    public sealed record None : Remainder;

    /// <summary>Something that goes on by itself.</summary>
    public sealed record Work : Remainder;

    /// <summary>Only what waits for a time.</summary>
    public sealed record Waits(DateTimeOffset Until) : Remainder;
}

/// <summary>Reads, beside the program, its rows and the telephone company's file.</summary>
internal sealed class ReadFacts(IServiceProvider services, string ledgerPath)
{
    private IReadOnlyList<Happened> before = [];

    /// <summary>Texts that the telephone company has ever taken from the program.</summary>
    public int Sent => Ledger().Values.Count(text => text.Message is not null);

    /// <summary>What is left to do at a time, by a program that was started at another: whatever was claimed before is in nobody's hands.</summary>
    public async Task<Remainder> Rest(DateTimeOffset now, DateTimeOffset begun)
    {
        await using var scope = services.CreateAsyncScope();
        var (forums, notes) = (scope.ServiceProvider.GetRequiredService<ForumDb>(), scope.ServiceProvider.GetRequiredService<NotificationsDb>());
        // In the order in which one thing follows from the other: what has been left behind cannot come back.
        var texts = await notes.InboundTexts.AsNoTracking().Where(t => t.State == InboundState.Received || t.State == InboundState.Working).Select(t => t.LeaseUntil).ToListAsync();
        var heads = await forums.Forums.AsNoTracking().Where(f => f.LastSeq > 0).ToDictionaryAsync(f => f.Id, f => f.LastSeq);
        var cursors = await notes.PlannerCursors.AsNoTracking().ToDictionaryAsync(c => c.ForumId, c => c.Seq);
        if (heads.Any(head => cursors.GetValueOrDefault(head.Key) < head.Value)) return new Remainder.Work();
        // What goes together with others waits where the one waits that carries it.
        var open = await notes.Messages.AsNoTracking().Where(m => (m.State == MessageState.Pending && m.BundleId == null) || m.State == MessageState.Sending || (m.State == MessageState.Unknown && m.NextTryAt != null))
            .Select(m => new { m.State, m.NextTryAt, m.LeaseUntil }).ToListAsync();
        if (open.Exists(m => m.LeaseUntil >= begun + MessageQueue.Lease) || texts.Exists(lease => lease >= begun + WorkOnTexts.Lease)) return new Remainder.Work();
        var times = open.Select(m => m.State == MessageState.Sending ? m.LeaseUntil : m.NextTryAt > m.LeaseUntil || m.LeaseUntil is null ? m.NextTryAt : m.LeaseUntil).Concat(texts).ToList();
        if (times.Exists(time => time is null || time <= now) || Ledger().Values.Any(m => m.IsUnderWay)) return new Remainder.Work();
        return times.Count == 0 ? new Remainder.None() : new Remainder.Waits(times.Min()!.Value);
    }

    /// <summary>All facts; what is kept of the log is compared with the next reading.</summary>
    public async Task<Facts> Read(History history, IReadOnlyList<string> lines)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var (forums, notes) = (provider.GetRequiredService<ForumDb>(), provider.GetRequiredService<NotificationsDb>());
        var events = await forums.Events.AsNoTracking().OrderBy(e => e.ForumId).ThenBy(e => e.Seq).ToListAsync();
        var reports = await forums.Reports.AsNoTracking().ToListAsync();
        var pickups = await forums.Pickups.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Status);
        var cursors = await notes.PlannerCursors.AsNoTracking().ToDictionaryAsync(c => c.ForumId, c => c.Seq);
        var facts = new Facts
        {
            Events = [.. events.Select(e => new Happened(e.ForumId, e.Seq, e.Id, e.Type, e.SubjectId, e.Data.Pickup, e.Text))],
            EventsBefore = before,
            Cases = [.. reports.Select(r => new CaseRow(r.Id, r.Status, r.PickupId is { } id ? pickups[id] : null))],
            Cursors = cursors,
            Heads = await forums.Forums.AsNoTracking().Where(f => f.LastSeq > 0).ToDictionaryAsync(f => f.Id, f => f.LastSeq),
            Due = await Due(provider.GetRequiredService<Recipients>(), events.Where(e => e.Seq <= cursors.GetValueOrDefault(e.ForumId))),
            Messages = await Messages(notes, lines),
            Reports = Reports(history, provider.GetRequiredService<FieldCipher>(), reports, events),
            Texts = await Texts(history, notes),
            Lines = lines,
            Marked = [.. history.Marked],
        };
        before = facts.Events;
        return facts;
    }

    /// <summary>What is not at its end, for a person.</summary>
    public async Task<string> Describe()
    {
        await using var scope = services.CreateAsyncScope();
        var notes = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var messages = await notes.Messages.AsNoTracking().Select(m => new { m.Kind, m.State, m.Reason, m.NextTryAt, m.LeaseUntil }).ToListAsync();
        return string.Join("; ", messages.GroupBy(m => (m.Kind, m.State, m.Reason)).Select(g => $"{g.Count()} {g.Key} {g.Last().NextTryAt:T} {g.Last().LeaseUntil:T}")) + $"; {Ledger().Values.Count(m => m.IsUnderWay)} under way";
    }

    private static async Task<IReadOnlyList<string>> Due(Recipients recipients, IEnumerable<ForumEvent> events)
    {
        var keys = new List<string>();
        foreach (var e in events)
        {
            foreach (var rule in Rules.For(e))
            {
                var once = rule.OncePerCase ? $"case/{e.SubjectId}" : e.Seq.ToString(CultureInfo.InvariantCulture);
                keys.AddRange((await recipients.Of(rule, e, null, null, CancellationToken.None)).Select(who => $"{e.ForumId}/{once}/{rule.Kind}/{who}"));
            }
        }

        return [.. keys.Distinct()];
    }

    private async Task<IReadOnlyList<Told>> Messages(NotificationsDb notes, IReadOnlyList<string> lines)
    {
        // By the address that it calls back; or by its id, which a message that was planned anew after a restore has found in the provider's list.
        var ledger = Ledger();
        int Taken(Message message) => ledger.Count(text => text.Value.Message == message.Id || (text.Value.Message is not null && text.Key == message.ProviderSid));
        // SettleUnknown says of each message that it had to settle.
        var settled = string.Join('\n', lines.Where(line => line.Contains("whose answer was lost", StringComparison.Ordinal)));
        return [.. (await Stand.Of(notes, notes.Messages).ToListAsync()).Select(stand =>
            new Told(stand.Own.Id, stand.Own.PlanKey, stand.Own.Kind, stand.At.State, stand.At.Reason, stand.Own.Arguments, Taken(stand.At), settled.Contains(stand.At.Id.ToString(), StringComparison.Ordinal), stand.Own.BundleId))];
    }

    private static IReadOnlyList<Asked> Reports(History history, FieldCipher cipher, IReadOnlyList<Report> reports, IReadOnlyList<ForumEvent> events)
    {
        var received = events.Where(e => e.Type == EventType.ReportReceived).CountBy(e => e.SubjectId).ToDictionary();
        var byPhone = reports.Where(r => r.PhoneHash is not null).ToLookup(r => r.PhoneHash!, r => received.GetValueOrDefault(r.Id));
        return [.. history.Operations.Where(o => o.IsReport).Select(o => new Asked(o.Key, o.Certainty, o.Answers.Count, byPhone[cipher.Hash(o.Phone, SubmitReport.PhonePurpose)].Sum()))];
    }

    private static async Task<IReadOnlyList<Asked>> Texts(History history, NotificationsDb notes)
    {
        var rows = (await notes.InboundTexts.AsNoTracking().ToListAsync()).ToLookup(t => t.MessageSid);
        var replies = (await notes.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.InboundReply).Select(m => m.Recipient).ToListAsync()).CountBy(who => who).ToDictionary();
        return [.. history.Operations.Where(o => !o.IsReport).Select(o => new Asked(
            o.Key, o.Certainty, 1, rows[o.Key].Count(), rows[o.Key].All(t => t.State == InboundState.Done), rows[o.Key].Sum(t => replies.GetValueOrDefault($"inbound:{t.Id}"))))];
    }

    // The newest line of a text is what counts; a last line that a kill has cut has not happened.
    private Dictionary<string, (Guid? Message, bool IsUnderWay)> Ledger()
    {
        var texts = new Dictionary<string, (Guid?, bool)>();
        if (!File.Exists(ledgerPath)) return texts;
        using var file = new StreamReader(new FileStream(ledgerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (file.ReadLine() is { } line)
        {
            try
            {
                if (!JsonDocument.Parse(line).RootElement.TryGetProperty("Message", out var text)) continue;
                var callback = text.TryGetProperty("Callback", out var address) ? address.GetString() : null;
                Guid? message = callback is not null && Guid.TryParse(callback[^36..], out var id) ? id : null;
                texts[text.GetProperty("Sid").GetString()!] = (message, text.GetProperty("Steps").GetArrayLength() > 0);
            }
            catch (JsonException)
            {
            }
        }

        return texts;
    }
}

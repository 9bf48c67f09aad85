using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// What is sent to a member, asked right before it is: one message, or several that are not urgent in one SMS or mail. Each of these is looked at by
/// itself: what has become untrue, or is not wanted any more, is left out and says so in its own row.
/// </summary>
internal sealed class PrepareMember(
    NotificationsDb db, ReachMember members, HowReached how, DescribeCase describe, CaseWords cases, DigestWords digests, SmsWords words, MailWords mails, EmailSettings email, Budgets budgets, TakeBack back, FieldCipher cipher, TimeProvider time)
{
    private const int MostSms = 3;

    /// <summary>The answer for one message.</summary>
    public async Task<Outgoing> Run(Message message, ForumSettings settings, Guid id, CancellationToken cancellation)
    {
        if (message.Kind != MessageKind.Bundle)
        {
            var one = await Say(message, settings, id, cancellation);
            return one.Instead ?? Send(message, settings, one.At!, [one.Words!]);
        }

        var said = new List<(Reach.At At, string Words)>();
        var waits = new List<(Message Part, DateTimeOffset Until)>();
        foreach (var part in await db.Messages.AsNoTracking().Where(m => m.BundleId == message.Id && m.State == MessageState.Pending).OrderBy(m => m.CreatedAt).ThenBy(m => m.DueAt).ToListAsync(cancellation))
        {
            var one = await Say(part, settings, id, cancellation);
            if (one.Instead is Outgoing.Drop drop) await Drop(part, drop.Reason, cancellation);
            else if (one.Instead is Outgoing.HoldUntil hold) waits.Add((part, hold.Until));
            else said.Add((one.At!, one.Words!));
        }

        if (said.Count == 0) return waits.Count > 0 ? new Outgoing.HoldUntil(waits.Min(one => one.Until)) : new Outgoing.Drop(MessageReason.NotNeeded);
        // What is not for this hour goes by itself later.
        foreach (var (part, until) in waits) await LetGo(part, until, cancellation);
        return Send(message, settings, said[0].At, [.. said.Select(one => one.Words)]);
    }

    private async Task<(Outgoing? Instead, Reach.At? At, string? Words)> Say(Message message, ForumSettings settings, Guid id, CancellationToken cancellation)
    {
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        if (arguments.Rule is { } rule && !settings.MessageRule(rule).IsOn) return (new Outgoing.Drop(MessageReason.NotNeeded), null, null);
        var facts = message.SubjectId is { } subject ? await describe.Run(Actor.Program(message.ForumId), subject, cancellation) : null;
        var reach = await how.Of(settings, await members.ById(message.ForumId, id, cancellation), message.Kind, arguments.Rule, cancellation, facts?.Category);
        if (reach is Reach.Not not) return (new Outgoing.Drop(not.Reason), null, null);
        if (reach is Reach.Later until) return (new Outgoing.HoldUntil(until.Until), null, null);
        var (at, say) = ((Reach.At)reach, words.For(settings.SmsWords).In(((Reach.At)reach).Member.Choices.English));
        if (message.Kind == MessageKind.ResidentDigest)
            return await digests.Of(settings, id, arguments.Since, message.DueAt, at.Member.Choices, say, cancellation) is { } digest ? (null, at, digest) : (new Outgoing.Drop(MessageReason.NotNeeded), null, null);
        if (message.Kind == MessageKind.CoordinatorBudget) return (null, at, say.Budget(settings.Forum.Name, arguments.Purse ?? SmsPurse.News, arguments.Count ?? Budgets.Near));
        if (facts is null) return (null, at, say.Say(message.Kind, settings.Forum.Name));
        if (await back.Instead(message, arguments, time.GetUtcNow(), cancellation) is { } instead) return (instead, null, null);
        if (Stale.Is(message, arguments, facts, time.GetUtcNow())) return (new Outgoing.Drop(MessageReason.NotNeeded), null, null);
        // Members may share a phone: who has just taken it there need not be told by whom.
        if (message.Kind == MessageKind.CrewChange && arguments.By is { } by && (await members.ById(message.ForumId, by, cancellation))?.Phone == at.Address) return (new Outgoing.Drop(MessageReason.NotNeeded), null, null);
        return (null, at, await cases.Of(message, settings, arguments, facts, at.Address, say, cancellation));
    }

    private Outgoing Send(Message message, ForumSettings settings, Reach.At at, IReadOnlyList<string> told)
    {
        if (at.ByMail != message.Lane is Lane.Mail) return new Outgoing.Move(at.ByMail ? Lane.Mail : KindPolicy.Of(message.Kind).Lane is Lane.Alert ? Lane.Alert : Lane.Notice);
        var forum = settings.Forum;
        if (at.ByMail)
        {
            var stop = email.Link($"/{forum.Slug}/afmeld/{at.Member.StopSecret}");
            // What is kept is what was told, not the address that stops the mails.
            return new Outgoing.Send(mails.From(forum), at.Address, mails.Notice(forum, at.Member.Choices.English, told, email.Link($"/{forum.Slug}"), stop), cipher.Seal(string.Join("\n\n", told), PrepareMessage.BodyPurpose)!) { StopAddress = stop };
        }

        var body = Gsm7.WithoutLookalikes(string.Join('\n', told));
        if (told.Count > 1 && Gsm7.Segments(body) > MostSms) body = Gsm7.WithoutLookalikes(words.In(at.Member.Choices.English).Say("bundle.many", forum.Name, told.Count));
        return new Outgoing.Send(forum.SmsNumber, at.Address, body, cipher.Seal(body, PrepareMessage.BodyPurpose)!) { Cost = budgets.Cost(settings, body, at.Purse) };
    }

    private Task<int> LetGo(Message part, DateTimeOffset until, CancellationToken cancellation) => db.Write(
        () => db.Messages.Where(m => m.Id == part.Id && m.State == MessageState.Pending).ExecuteUpdateAsync(set => set.SetProperty(m => m.BundleId, (Guid?)null).SetProperty(m => m.NextTryAt, until), cancellation),
        cancellation);

    private Task<int> Drop(Message part, string reason, CancellationToken cancellation) => db.Write(
        () => db.Messages.Where(m => m.Id == part.Id && m.State == MessageState.Pending).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, reason), cancellation),
        cancellation);
}

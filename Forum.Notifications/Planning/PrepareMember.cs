using System.Text.Json;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// What is sent to a member, asked right before it is: one message, or several that are not urgent in one SMS or mail.
/// </summary>
internal sealed class PrepareMember(
    BundleParts parts, ReachMember members, HowReached how, DescribeCase describe, CaseWords cases, DigestWords digests, SmsWords words, MailWords mails, EmailSettings email, Budgets budgets, TakeBack back, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The answer for one message.</summary>
    public async Task<Outgoing> Run(Message message, ForumSettings settings, Guid id, CancellationToken cancellation)
    {
        var (instead, all) = await parts.Ask(message, part => Say(part, settings, id, cancellation), told => told.Words, cancellation);
        return instead ?? Send(message, settings, all[0].What.At, [.. all.Select(one => one.What.Words)]);
    }

    private async Task<(Outgoing? Instead, Told? Said)> Say(Message message, ForumSettings settings, Guid id, CancellationToken cancellation)
    {
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        if (arguments.Rule is { } rule && !settings.MessageRule(rule).IsOn) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        var facts = message.SubjectId is { } subject ? await describe.Run(Actor.Program(message.ForumId), subject, cancellation) : null;
        var reach = await how.Of(settings, await members.ById(message.ForumId, id, cancellation), message.Kind, arguments.Rule, cancellation, facts?.Category);
        if (reach is Reach.Not not) return (new Outgoing.Drop(not.Reason), null);
        if (reach is Reach.Later until) return (new Outgoing.HoldUntil(until.Until), null);
        var (at, say) = ((Reach.At)reach, words.For(settings.SmsWords).In(((Reach.At)reach).Member.Choices.English));
        if (message.Kind == MessageKind.ResidentDigest)
            return await digests.Of(settings, id, arguments.Since, message.DueAt, at.Member.Choices, say, cancellation) is { } digest ? (null, new(at, digest)) : (new Outgoing.Drop(MessageReason.NotNeeded), null);
        if (message.Kind == MessageKind.CoordinatorBudget) return (null, new(at, say.Budget(settings.Forum.Name, arguments.Purse ?? SmsPurse.News, arguments.Count ?? Budgets.Near)));
        if (facts is null) return (null, new(at, say.Say(message.Kind, settings.Forum.Name)));
        if (await back.Instead(message, arguments, time.GetUtcNow(), cancellation) is { } instead) return (instead, null);
        if (Stale.Is(message, arguments, facts, time.GetUtcNow())) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        // Members may share a phone: who has just taken it there need not be told by whom.
        if (message.Kind == MessageKind.CrewChange && arguments.By is { } by && (await members.ById(message.ForumId, by, cancellation))?.Phone == at.Address) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        return (null, new(at, await cases.Of(message, settings, arguments, facts, at.ByMail ? null : at.Address, say, cancellation)));
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
        if (told.Count > 1 && Gsm7.Segments(body) > SmsWords.MostSms) body = Gsm7.WithoutLookalikes(words.In(at.Member.Choices.English).Say("bundle.many", forum.Name, told.Count));
        return new Outgoing.Send(forum.SmsNumber, at.Address, body, cipher.Seal(body, PrepareMessage.BodyPurpose)!) { Cost = budgets.Cost(settings, body, at.Purse) };
    }

    private sealed record Told(Reach.At At, string Words);
}

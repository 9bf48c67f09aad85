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
/// Asked right before a message is sent: is it still wanted, by whom, in which words? Membership, duty, opt-out, number and the state of the case are read
/// now, not when it was planned.
/// </summary>
internal sealed class PrepareMessage(NotificationsDb db, ReadForum forums, ReachMember members, DescribeCase describe, ReadSignInCode codes, ReadOldPhone oldPhones, TaskLetters letters, SmsWords words, ReportLimits limits, FieldCipher cipher, TimeProvider time)
{
    internal const string BodyPurpose = "message.body", FromPurpose = "inbound.from";
    private static readonly string[] Answerable = [MessageKind.CrewTask, MessageKind.CrewAskedOn, MessageKind.CoordinatorUnanswered, MessageKind.TeamCase, MessageKind.Police];

    /// <summary>The answer for one message.</summary>
    public async ValueTask<Outgoing> Run(Message message, CancellationToken cancellation)
    {
        var settings = await forums.ById(message.ForumId, cancellation);
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        return message.Recipient.Split(':') switch
        {
            ["inbound", var id] => await ToSender(message, settings, arguments, Guid.Parse(id), cancellation),
            ["reporter", _] => await ToReporter(message, settings, arguments, cancellation),
            ["sign-in", var id] => await codes.Run(Actor.Program(message.ForumId), Guid.Parse(id), cancellation) is { } code
                ? await To(settings, code.Address, words.Say(message.Kind, code.Code), cancellation)
                : new Outgoing.Drop(MessageReason.NotNeeded),
            ["old-number", var id] => await oldPhones.Run(Actor.Program(message.ForumId), Guid.Parse(id), cancellation) is { } old
                ? await To(settings, old, words.Say(message.Kind, settings.Forum.Name, settings.Forum.Telephone), cancellation)
                : new Outgoing.Drop(MessageReason.NotNeeded),
            ["member", var id] => await ToMember(message, settings, arguments, Guid.Parse(id), cancellation),
            _ => new Outgoing.Drop(MessageReason.NoAddress),
        };
    }

    private async Task<Outgoing> ToSender(Message message, ForumSettings settings, MessageArguments arguments, Guid inbound, CancellationToken cancellation)
    {
        var text = await db.InboundTexts.AsNoTracking().FirstOrDefaultAsync(t => t.Id == inbound, cancellation);
        if (cipher.Open(text?.FromSealed, FromPurpose) is not { } from) return new Outgoing.Drop(MessageReason.NoAddress);
        // Whoever makes us answer a dear number abroad earns by it.
        if (!PhoneNumber.TryParse(from, out var number) || !number.IsIn(limits.Countries)) return new Outgoing.Drop(MessageReason.NotNeeded);
        var body = arguments.Reply switch
        {
            "reply.choose" => await Choices(settings, from, arguments, cancellation),
            "reply.collected" => words.Say(arguments.Reply, arguments.Number ?? "", arguments.Count ?? 0),
            "reply.needlestick" => words.Say(arguments.Reply, settings.Forum.MedicalNumber),
            "reply.back" => words.Say(arguments.Reply, settings.Forum.Name),
            "reply.too-many" => words.Say(arguments.Reply, settings.Forum.Telephone),
            { } reply => words.Say(reply, arguments.Number ?? "", arguments.Name ?? settings.Team(arguments.Asked)?.Name ?? words.Say("coordinator")),
            null => "",
        };
        return await To(settings, from, body, cancellation);
    }

    private async Task<Outgoing> ToReporter(Message message, ForumSettings settings, MessageArguments arguments, CancellationToken cancellation)
    {
        var facts = await describe.Run(Actor.Program(message.ForumId), message.SubjectId!.Value, cancellation);
        if (facts.ReporterPhone is not { } phone) return new Outgoing.Drop(MessageReason.NotNeeded);
        if (KindPolicy.Of(message.Kind).MayBeHeld && QuietHours.Morning(time.GetUtcNow(), settings.Forum.Zone) is { } morning) return new Outgoing.HoldUntil(morning);
        if (Stale.Is(message, arguments, facts, time.GetUtcNow())) return new Outgoing.Drop(MessageReason.NotNeeded);
        var body = message.Kind switch
        {
            MessageKind.ReporterReceipt when (facts.Danger & Danger.Life) != 0 => words.Say("reply.danger"),
            MessageKind.ReporterReceipt when (facts.Danger & Danger.Needlestick) != 0 => words.Say("reply.needlestick", settings.Forum.MedicalNumber),
            MessageKind.ReporterTaken => words.Say(message.Kind, facts.Number, words.Before(facts.Before, time.GetUtcNow(), settings.Forum.Zone)),
            MessageKind.ReporterLate => words.Say(message.Kind, facts.Number, words.Before(arguments.Before ?? facts.Before, time.GetUtcNow(), settings.Forum.Zone)),
            _ => words.Say(message.Kind, facts.Number),
        };
        return await To(settings, phone, body, cancellation);
    }

    private async Task<Outgoing> ToMember(Message message, ForumSettings settings, MessageArguments arguments, Guid id, CancellationToken cancellation)
    {
        if (await members.ById(message.ForumId, id, cancellation) is not { Ended: false } member) return new Outgoing.Drop(MessageReason.NotNeeded);
        if (member.Phone is not { } phone) return new Outgoing.Drop(MessageReason.NoAddress);
        if (KindPolicy.Of(message.Kind).MayBeHeld && QuietHours.Morning(time.GetUtcNow(), settings.Forum.Zone) is { } morning) return new Outgoing.HoldUntil(morning);
        if (message.SubjectId is null) return await To(settings, phone, words.Say(message.Kind, settings.Forum.Name), cancellation);
        var facts = await describe.Run(Actor.Program(message.ForumId), message.SubjectId!.Value, cancellation);
        if (Stale.Is(message, arguments, facts, time.GetUtcNow())) return new Outgoing.Drop(MessageReason.NotNeeded);
        // Members may share a phone: who has just taken it there need not be told by whom.
        if (message.Kind == MessageKind.CrewChange && arguments.By is { } by && (await members.ById(message.ForumId, by, cancellation))?.Phone == phone) return new Outgoing.Drop(MessageReason.NotNeeded);
        return await To(settings, phone, await Body(message, settings, arguments, facts, phone, cancellation), cancellation);
    }

    private async Task<string> Body(Message message, ForumSettings settings, MessageArguments arguments, CaseFacts facts, string phone, CancellationToken cancellation)
    {
        var near = facts.NearChildren ? words.Say("near") : "";
        var letter = Answerable.Contains(message.Kind) ? await LetterFor(settings, phone, message, cancellation) : "";
        switch (message.Kind)
        {
            case MessageKind.CrewTask or MessageKind.CoordinatorUnanswered:
                return words.Alert(message.Kind, what => [letter, facts.Number, what, near], facts);
            case MessageKind.CrewAskedOn:
                return words.Alert(arguments.HandedBack == true ? "crew.asked-on.back" : message.Kind, what => [letter, facts.Number, what, near, settings.Forum.AnswerMinutes], facts);
            case MessageKind.TeamCase:
                var asked = settings.Team(arguments.Asked) is { } team ? words.Say("asked", team.Name) : "";
                return words.Alert(message.Kind, what => [letter, facts.Number, what, near, asked], facts);
            case MessageKind.TeamReopened or MessageKind.Danger:
                return words.Alert(message.Kind, what => [facts.Number, what], facts);
            case MessageKind.Police:
                var threat = facts.Category == CategoryCode.Threat ? words.Say("police.threat", settings.Forum.PoliceNumber) : "";
                return words.Say(message.Kind, letter, facts.Number, words.What(facts, null), SmsWords.Clock(facts.ReceivedAt, settings.Forum.Zone), threat);
            case MessageKind.ResidentWarning:
                return words.Say(message.Kind, settings.Forum.Name, words.Say($"category.{facts.Category}"), facts.Street!);
            case MessageKind.CrewChange:
                return words.Say(message.Kind, facts.Number, settings.Team(facts.TakenByTeamId)?.Name ?? words.Say("coordinator"));
            default:
                return words.Say(message.Kind, facts.Number);
        }
    }

    private async Task<string> LetterFor(ForumSettings settings, string phone, Message message, CancellationToken cancellation) =>
        (await letters.For(settings.Forum.Id, members.PhoneHash(phone), message.SubjectId!.Value, time.GetUtcNow(), cancellation)).ToString();

    private async Task<string> Choices(ForumSettings settings, string phone, MessageArguments arguments, CancellationToken cancellation)
    {
        var known = await letters.Of(settings.Forum.Id, members.PhoneHash(phone), time.GetUtcNow(), cancellation);
        var listed = new List<string>();
        foreach (var open in known.Where(l => l.ClosedAt is null && arguments.Choices!.Contains(l.SubjectId)))
        {
            var facts = await describe.Run(Actor.Program(settings.Forum.Id), open.SubjectId, cancellation);
            listed.Add($"{open.Letter}={(facts.Place.Length > 0 ? SmsWords.Short(facts.Place, 24) : facts.Number)}");
        }

        const int most = 6;
        return words.Say("reply.choose", string.Join(", ", listed.Take(most)), listed.Count > 0 ? listed[0][..1] : "A") + (listed.Count > most ? words.Say("reply.choose.more") : "");
    }

    private async Task<Outgoing> To(ForumSettings settings, string phone, string words, CancellationToken cancellation)
    {
        var body = Gsm7.WithoutLookalikes(words);
        var hash = members.PhoneHash(phone);
        if (await db.OptOuts.AnyAsync(o => o.ForumId == settings.Forum.Id && o.PhoneHash == hash, cancellation)) return new Outgoing.Drop(MessageReason.OptedOut);
        return new Outgoing.Send(settings.Forum.SmsNumber, phone, body, cipher.Seal(body, BodyPurpose)!);
    }
}

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
internal sealed class PrepareMessage(NotificationsDb db, ReadForum forums, PrepareMember member, PrepareReporter reporter, ReachMember members, DescribeCase describe, ReadSignInCode codes, ReadOldPhone oldPhones, HowReached how, TaskLetters letters, SmsWords words, ReportLimits limits, Budgets budgets, SmsSettings sms, FieldCipher cipher, TimeProvider time)
{
    internal const string BodyPurpose = "message.body", FromPurpose = "inbound.from";

    /// <summary>The answer for one message.</summary>
    public async ValueTask<Outgoing> Run(Message message, CancellationToken cancellation)
    {
        var settings = await forums.ById(message.ForumId, cancellation);
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        // The forum has changed its mind while the message waited.
        if (arguments.Rule is { } rule && !settings.MessageRule(rule).IsOn) return new Outgoing.Drop(MessageReason.NotNeeded);
        return message.Recipient.Split(':') switch
        {
            ["inbound", var id] => await ToSender(message, settings, arguments, Guid.Parse(id), cancellation),
            ["reporter", _] => await reporter.Run(message, settings, cancellation),
            ["sign-in", var id] => await codes.Run(Actor.Program(message.ForumId), Guid.Parse(id), cancellation) is { } code
                ? await To(settings, code.Address, words.Say(message.Kind, code.Code), SmsPurse.Codes, cancellation)
                : new Outgoing.Drop(MessageReason.NotNeeded),
            ["old-number", var id] => await oldPhones.Run(Actor.Program(message.ForumId), Guid.Parse(id), cancellation) is { } old
                ? await To(settings, old, words.Say(message.Kind, settings.Forum.Name, settings.Forum.Telephone), SmsPurse.Codes, cancellation)
                : new Outgoing.Drop(MessageReason.NotNeeded),
            ["probe", _] => sms.ProbeNumber is { } probe ? await To(settings, probe, words.Say(message.Kind, message.Id.ToString("N")), SmsPurse.Alerts, cancellation) : new Outgoing.Drop(MessageReason.NotNeeded),
            ["member", var id] => await member.Run(message, settings, Guid.Parse(id), cancellation),
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
            "reply.back" or "reply.stopped" => words.Say(arguments.Reply, settings.Forum.Name),
            "reply.too-many" => words.Say(arguments.Reply, settings.Forum.Telephone),
            { } reply => words.Say(reply, arguments.Number ?? "", arguments.Name ?? settings.Team(arguments.Asked)?.Name ?? words.Say("coordinator")),
            null => "",
        };
        return await To(settings, from, body, Budgets.PurseOf(arguments.Reply), cancellation, isOfStop: arguments.Reply == "reply.stopped");
    }

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

    private async Task<Outgoing> To(ForumSettings settings, string phone, string words, SmsPurse purse, CancellationToken cancellation, bool isOfStop = false)
    {
        var body = Gsm7.WithoutLookalikes(words);
        // That nothing more comes is the last that comes.
        if (!isOfStop && await how.WhyNot(settings, phone, purse, cancellation) is { } reason) return new Outgoing.Drop(reason);
        return new Outgoing.Send(settings.Forum.SmsNumber, phone, body, cipher.Seal(body, BodyPurpose)!) { Cost = budgets.Cost(settings, body, purse) };
    }
}

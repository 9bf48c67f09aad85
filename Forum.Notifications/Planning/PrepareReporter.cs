using System.Text.Json;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// What is sent to a reporter, asked right before it is: one message, or several that are not urgent in one SMS, of one case or of several that were
/// reported from the same phone.
/// </summary>
internal sealed class PrepareReporter(BundleParts parts, DescribeCase describe, HowReached how, SmsWords words, Budgets budgets, TakeBack back, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The answer for one message.</summary>
    public async Task<Outgoing> Run(Message message, ForumSettings settings, CancellationToken cancellation)
    {
        var (instead, all) = await parts.Ask(message, part => Say(part, settings, cancellation), news => news.Words(news.Number), cancellation);
        if (instead is not null) return instead;
        var (now, phone) = (time.GetUtcNow(), all[0].What.Phone);
        // The number of one of the cases was changed meanwhile.
        foreach (var other in all.Where(one => one.What.Phone != phone)) await parts.LetGo(message, other.Part, now, cancellation);
        var said = all.Where(one => one.What.Phone == phone).ToList();
        // More than fit leave after it.
        while (said.Select(one => one.What.Words("")).Distinct().Skip(1).Any() && Gsm7.Segments(Body(said)) > SmsWords.MostSms)
        {
            await parts.LetGo(message, said[^1].Part, now, cancellation);
            said.RemoveAt(said.Count - 1);
        }

        var body = Body(said);
        return new Outgoing.Send(settings.Forum.SmsNumber, phone, body, cipher.Seal(body, PrepareMessage.BodyPurpose)!) { Cost = budgets.Cost(settings, body, said[0].What.Purse) };
    }

    /// <summary>What a message to a reporter is paid from: what to do in danger is always said.</summary>
    public static SmsPurse PurseOf(string kind, Danger danger) => kind == MessageKind.ReporterReceipt && danger != Danger.None ? SmsPurse.Alerts : SmsPurse.News;

    // What is the same for several cases is said once.
    private string Body(IEnumerable<Said<News>> said) => Gsm7.WithoutLookalikes(string.Join('\n', said.Select(one => one.What).GroupBy(news => news.Words("")).Select(same => same.First().Words(words.Together([.. same.Select(news => news.Number).Distinct()])))));

    private async Task<(Outgoing? Instead, News? Said)> Say(Message message, ForumSettings settings, CancellationToken cancellation)
    {
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        // The forum has changed its mind while the message waited.
        if (arguments.Rule is { } rule && !settings.MessageRule(rule).IsOn) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        var (now, own) = (time.GetUtcNow(), Guid.Parse(message.Recipient.Split(':')[1]));
        var facts = await describe.Run(Actor.Program(message.ForumId), own, cancellation);
        // Whose case was taken apart from this one since hears what becomes of the own.
        if (own != message.SubjectId && facts.Whole != message.SubjectId) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        if (facts.ReporterPhone is not { } phone) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        if (KindPolicy.Of(message.Kind).MayBeHeld && QuietHours.Morning(now, settings.Forum.Zone) is { } morning) return (new Outgoing.HoldUntil(morning), null);
        if (await back.Instead(message, arguments, now, cancellation) is { } instead) return (instead, null);
        if (Stale.Is(message, arguments, facts, now)) return (new Outgoing.Drop(MessageReason.NotNeeded), null);
        var purse = PurseOf(message.Kind, facts.Danger);
        if (await how.WhyNot(settings, phone, purse, cancellation) is { } reason) return (new Outgoing.Drop(reason), null);
        return (null, new(phone, facts.Number, await Words(message, settings, arguments, facts, cancellation), purse));
    }

    private async Task<Func<string, string>> Words(Message message, ForumSettings settings, MessageArguments arguments, CaseFacts facts, CancellationToken cancellation)
    {
        var (say, kind) = (words.For(settings.SmsWords), message.Kind);
        string By(DateTimeOffset promised) => words.Before(promised, time.GetUtcNow(), settings.Forum.Zone);
        switch (kind)
        {
            case MessageKind.ReporterReceipt when (facts.Danger & Danger.Life) != 0:
                return _ => words.Say("reply.danger");
            case MessageKind.ReporterReceipt when (facts.Danger & Danger.Needlestick) != 0:
                return _ => words.Say("reply.needlestick", settings.Forum.MedicalNumber);
            case MessageKind.ReporterTaken:
                return number => say.Say(kind, number, By(facts.Before));
            case MessageKind.ReporterLate:
                return number => say.Say(kind, number, By(arguments.Before ?? facts.Before));
            case MessageKind.ReporterSplit when arguments.Other is { } other:
                var second = (await describe.Run(Actor.Program(message.ForumId), other, cancellation)).Number;
                return number => words.Say(kind, number, second);
            // Who wrote by SMS has no page to read the question on, and answers it where it came.
            case MessageKind.ReporterQuestion when facts.Question is { } question:
                return number => words.Say("reporter.question.words", number, question);
            default:
                return number => say.Say(kind, number);
        }
    }

    // What is said of a case, with whatever numbers it is true of.
    private sealed record News(string Phone, string Number, Func<string, string> Words, SmsPurse Purse);
}

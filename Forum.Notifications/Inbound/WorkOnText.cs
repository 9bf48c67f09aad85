using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>Works out what a text means and does it. Everything it does carries the text's MessageSid as key, so that doing it twice does it once.</summary>
internal sealed class WorkOnText(
    NotificationsDb db, ReachMember members, AnswerTask answer, TaskLetters letters, ReopenReport reopen, TakeText take, ReadAsked asked, DescribeCase describe, TimeProvider time)
{
    /// <summary>Does what the text asks for.</summary>
    public async Task<TextOutcome> Run(InboundSms text, int forumId, string from, string body, CancellationToken cancellation)
    {
        var member = await members.ByPhone(forumId, from, cancellation);
        switch (SmsCommand.Read(body))
        {
            case SmsCommand.Stop stop:
                await Stop(forumId, from, stop.IsAnswered, cancellation);
                return new("stop", stop.IsAnswered ? null : new() { Reply = "reply.stopped" });
            case SmsCommand.Start start:
                // What the telephone company has stopped, only its own word lifts: until then nothing would arrive, and an answer neither.
                if (!await Lift(forumId, from, start.IsObeyed, cancellation)) return new("start-not-obeyed");
                return new("start", new() { Reply = "reply.back" });
            case SmsCommand.Help:
                return new("help", new() { Reply = "reply.help" });
            case SmsCommand.Again again:
                return await Reopen(text, forumId, from, again.Rest, body, cancellation);
            case SmsCommand.CrewReply reply when member is not null && Policies.Acknowledge.Admits(member):
                var own = text.MeansCase is null ? await asked.Run(Actor.Program(forumId), from, cancellation) : null;
                return await answer.Run(member, members.PhoneHash(from), reply, text, own, Meaning(text, cancellation), cancellation) ?? await Submit(forumId, from, body, text.MessageSid, cancellation);
            // Of a crew that was asked to fetch it is a slip in answering; of one that was not, of whoever was asked about an own report, and of anybody else, it may be a report.
            case SmsCommand.Other when member is not null && Policies.Fetch.Admits(member) && ReadDanger.In(body) == Danger.None && await HasTask(member, from, cancellation) && !await AnswersOwn(text, forumId, from, cancellation):
                return new("not-understood", new() { Reply = "reply.not-understood" });
            default:
                return await Submit(forumId, from, body, text.MessageSid, cancellation);
        }
    }

    private async Task<TextOutcome> Reopen(InboundSms text, int forumId, string from, string rest, string body, CancellationToken cancellation)
    {
        var (program, meaning) = (Actor.Program(forumId), Meaning(text, cancellation));
        var cases = meaning.Case is { } known ? [known] : NamedCase.Among(await reopen.ByPhone(program, from, cancellation), rest);
        if (cases.Count == 0) return await Submit(forumId, from, body, text.MessageSid, cancellation);
        // What is said beside it is read by somebody, whichever case it is.
        if (cases.Count > 1) return rest.Length > 0 ? await Submit(forumId, from, body, text.MessageSid, cancellation) : new("which-case", new() { Reply = "reply.which-case" });
        await meaning.Settle(cases[0]);
        var facts = await describe.Run(program, cases[0], cancellation);
        var words = NamedCase.Without(rest, facts.Number);
        try
        {
            await reopen.Run(Actor.Holder(forumId, cases[0]), words.Length == 0 ? null : words, text.MessageSid, cancellation);
        }
        catch (Refused refused) when (refused.Code is RefusalCode.NotNow or RefusalCode.NotFound or RefusalCode.Invalid)
        {
            return await Submit(forumId, from, body, text.MessageSid, cancellation);
        }

        return new("reopened", new() { Reply = SafetyAnswer(ReadDanger.In(words)) ?? "reply.reopened", Number = facts.Number });
    }

    private async Task<TextOutcome> Submit(int forumId, string from, string body, string sid, CancellationToken cancellation)
    {
        try
        {
            var taken = await take.Run(Actor.Program(forumId), from, body, sid, cancellation);
            var reply = SafetyAnswer(taken.Danger) ?? (taken.Asks is { } part ? $"reply.ask.{part}" : taken.IsNew ? "reply.received" : "reply.added");
            return new(taken.IsNew ? "case" : "added", new() { Reply = reply, Number = taken.Number });
        }
        catch (Refused refused) when (refused.Code == RefusalCode.TooMany)
        {
            return new("too-many", new() { Reply = SafetyAnswer(ReadDanger.In(body)) ?? "reply.too-many" }, IsForHuman: true);
        }
    }

    private static string? SafetyAnswer(Danger danger) => danger switch
    {
        _ when (danger & Danger.Life) != 0 => "reply.danger",
        Danger.Needlestick => "reply.needlestick",
        _ => null,
    };

    private async Task<bool> AnswersOwn(InboundSms text, int forumId, string from, CancellationToken cancellation)
    {
        if (text.MeansCase is not null) return true;
        if (await asked.Run(Actor.Program(forumId), from, cancellation) is not { } own) return false;
        await Meaning(text, cancellation).Settle(own);
        return true;
    }

    private async Task<bool> HasTask(Actor member, string from, CancellationToken cancellation)
    {
        var open = (await letters.Of(member.ForumId, members.PhoneHash(from), time.GetUtcNow(), cancellation)).Where(letter => letter.ClosedAt is null).Select(letter => letter.SubjectId).ToList();
        return (await letters.AskedToFetch(member.ForumId, member.MemberId!.Value, open, time.GetUtcNow(), cancellation)).Count > 0;
    }

    private TextMeaning Meaning(InboundSms text, CancellationToken cancellation) => new(text.MeansCase, async found =>
    {
        if (text.MeansCase is null) await db.Write(() => db.InboundTexts.Where(t => t.Id == text.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.MeansCase, found), cancellation), cancellation);
    });

    private async Task Stop(int forumId, string from, bool byProvider, CancellationToken cancellation)
    {
        var hash = members.PhoneHash(from);
        await db.Write(
            async () =>
            {
                var stop = await db.OptOuts.FindAsync([forumId, hash], cancellation) ?? db.OptOuts.Add(new() { ForumId = forumId, PhoneHash = hash, Since = time.GetUtcNow() }).Entity;
                if (byProvider) stop.ObeyedByProvider();
            },
            cancellation);
    }

    private Task<bool> Lift(int forumId, string from, bool byProvider, CancellationToken cancellation)
    {
        var hash = members.PhoneHash(from);
        return db.Write(
            async () =>
            {
                if (await db.OptOuts.FindAsync([forumId, hash], cancellation) is not { } stop) return true;
                if (stop.ByProvider && !byProvider) return false;
                db.OptOuts.Remove(stop);
                return true;
            },
            cancellation);
    }
}

using System.Globalization;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Web.Pages.Board;

/// <summary>What can be done to a case from its page: one name for each form, one use case behind each name.</summary>
internal sealed class CaseDeeds(AcknowledgeReport acknowledge, AnswerReport answer, AskReporter ask, DismissReport dismiss, SendReportOn sendOn, CorrectReport correct, ShowNewLink link, ViewContact contact,
    RequestPickup order, AcceptPickup accept, CancelPickup cancel, MergeReports merge, UnmergeReport unmerge, HandOverCase hand, RevokeHandOver revoke, UndoDeed undo, SplitReport split)
{
    public const string Seen = "set", Take = "tag", Order = "bestil", Answer = "svar", Ask = "spoerg", Dismiss = "afvis", SendOn = "send-videre", Correct = "ret", Cancel = "aflys", Link = "nyt-link", Contact = "vis-kontakt", Merge = "saml", Unmerge = "skil-ad", HandOver = "send-ud", Revoke = "traek-ud", Undo = "fortryd", Split = "del", One = "en";

    private static readonly string[] Sayings = [Seen, Take, Order, Answer, Ask, Dismiss, SendOn, Correct, Cancel, Merge, Unmerge, Revoke, Undo, Split, One, "allerede-set"];

    /// <summary>Whether there are words for what was done.</summary>
    public static bool IsSaid(string code) => Sayings.Contains(code);

    /// <summary>Does one of them.</summary>
    /// <returns>What to say about it.</returns>
    /// <exception cref="Refused">Not this time; NotFound for a name that there is not.</exception>
    public async Task<string> Do(Actor actor, string number, string what, string key, Func<string, string?> typed, CancellationToken cancellation)
    {
        switch (what)
        {
            case Seen: return await acknowledge.Run(actor, number, key, cancellation) ? Seen : "allerede-set";
            case Take: await accept.Run(actor, number, key, cancellation); break;
            case Order: await order.Run(actor, number, Team(typed("hold")), key, cancellation); break;
            case Answer: await answer.Run(actor, number, new(typed("ord") ?? "", typed("loest") == "ja"), key, cancellation); break;
            case Ask: await ask.Run(actor, number, new(typed("spoergsmaal") ?? ""), key, cancellation); break;
            case Dismiss: await dismiss.Run(actor, number, new(Choice<DismissReason>(typed, "grund"), typed("hvor")), key, cancellation); break;
            case SendOn: await sendOn.Run(actor, number, Team(typed("hold")) ?? Guid.Empty, key, cancellation); break;
            case Correct: await correct.Run(actor, number, Correction(typed), key, cancellation); break;
            case Cancel: await cancel.Run(actor, number, key, cancellation); break;
            case Unmerge: await unmerge.Run(actor, typed("sag") ?? number, key, cancellation); break;
            case Split: await split.Run(actor, number, new(typed("foerste"), typed("anden")), key, cancellation); break;
            case One: await split.Keep(actor, number, key, cancellation); break;
            case Undo: await undo.Run(actor, number, key, cancellation); break;
            case Revoke: await revoke.Run(actor, number, key, cancellation); break;
            default: throw new Refused(RefusalCode.Invalid, new FieldFault(what, "ValueUnknown"));
        }

        return what;
    }

    /// <summary>Merges the case into another.</summary>
    /// <returns>The number of the whole.</returns>
    public Task<string> MergeInto(Actor actor, string number, string key, Func<string, string?> typed, CancellationToken cancellation) =>
        merge.Run(actor, typed("sag") ?? number, new(typed("i") ?? ""), key, cancellation);

    /// <summary>Sends the case on to somebody outside.</summary>
    public Task<HandOverCaseAnswer> SendOut(Actor actor, string number, string key, Func<string, string?> typed, CancellationToken cancellation) => hand.Run(actor, number, new(
        typed("til") ?? "", typed("bedes") ?? "", Choice<HandedPlace>(typed, "sted-ud", "place"), int.TryParse(typed("dage"), out var days) ? days : 0, typed("mail-ud")), key, cancellation);

    /// <summary>Makes a new link; the old one stops working.</summary>
    public Task<string> NewLink(Actor actor, string number, string key, CancellationToken cancellation) => link.Run(actor, number, key, cancellation);

    /// <summary>Opens the neighbour's number and address, for the reason that was given.</summary>
    public Task<ContactView> ViewContact(Actor actor, string number, string key, Func<string, string?> typed, CancellationToken cancellation) =>
        contact.Run(actor, number, new(Choice<ContactReason>(typed, "hvorfor", "reason"), typed("uddybning")), key, cancellation);

    private static CorrectReportRequest Correction(Func<string, string?> typed) => new()
    {
        Category = Choice<CategoryCode>(typed, "slags"), Ground = Choice<Ground>(typed, "grund-type"), NearChildren = typed("boern") == "ja",
        Amount = Enum.TryParse<Amount>(typed("antal"), out var amount) ? amount : null,
        // A place that was not touched keeps its exact point; one that was typed anew is read anew.
        Place = new()
        {
            Written = typed("sted"), Detail = typed("hvor-praecist"),
            Lat = typed("sted") == typed("sted-foer") ? Number(typed("lat")) : null, Lon = typed("sted") == typed("sted-foer") ? Number(typed("lon")) : null,
            Accuracy = typed("sted") == typed("sted-foer") ? Number(typed("noejagtig")) : null,
        },
    };

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Guid? Team(string? text) => Guid.TryParse(text, out var id) ? id : null;

    private static T Choice<T>(Func<string, string?> typed, string field, string? named = null)
        where T : struct, Enum =>
        Enum.TryParse<T>(typed(field), out var value) && Enum.IsDefined(value) ? value : throw new Refused(RefusalCode.Invalid, new FieldFault(named ?? field, "AnswerMissing"));
}

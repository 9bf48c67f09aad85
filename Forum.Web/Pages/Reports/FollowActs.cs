using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>What became of a form on the page of a case.</summary>
/// <param name="Code">Said once on the page after it; null: it did not work, and the page says why.</param>
/// <param name="Problem">Why not, and in which field.</param>
internal sealed record FollowOutcome(string? Code, FieldProblem? Problem = null);

/// <summary>What the holder of a case's link can do: say that it is still there, write, have the contact or everything erased.</summary>
internal sealed partial class FollowActs(
    ReopenReport reopen, AddToReport add, EraseContact erase, OwnThings own, RefusalAnswers refusals, IStringLocalizer<FollowText> words, ILogger<FollowActs> logger)
{
    public const string StillThere = "stadig", Write = "skriv", Answer = "svar", Erase = "slet", EraseAll = "slet-alt", Keep = "gem";

    /// <summary>Does what the form asks.</summary>
    public async Task<FollowOutcome> Run(Actor holder, IFormCollection form, CancellationToken cancellation)
    {
        var (act, text) = (form["gerning"].ToString(), form["ord"].ToString());
        string? key = Guid.TryParse(form["noegle"], out var given) ? given.ToString("n") : null;
        var field = act switch { StillThere => "still-there", EraseAll => "ja", Answer => "answer", _ => "words" };
        try
        {
            switch (act)
            {
                case StillThere:
                    await reopen.Run(holder, text, key, cancellation);
                    return new(StillThere + Danger(text));
                case Write:
                case Answer:
                    return new(act + Code(await add.Run(holder, text, key, cancellation)));
                case Erase:
                    await erase.Run(holder, key, cancellation);
                    return new(Erase);
                case EraseAll:
                    if (form["ja"].Count == 0) throw new Refused(RefusalCode.Invalid, new FieldFault("ja", "TickMissing"));
                    await own.EraseCase(holder, cancellation);
                    return new(EraseAll);
                default:
                    return new(null);
            }
        }
        catch (Refused refused) when (refused.Code is RefusalCode.Invalid or RefusalCode.NotNow or RefusalCode.TooMany or RefusalCode.KeyReused or RefusalCode.NoRoom)
        {
            return new(null, new(field, Why(refused)));
        }
        catch (Exception failed) when (failed is not Refused && (failed is not OperationCanceledException || !cancellation.IsCancellationRequested))
        {
            Log.NotDone(logger, failed);
            return new(null, new(field, words["Failed"]));
        }
    }

    private string Why(Refused refused) => refused switch
    {
        { Faults: [var fault, ..] } => refusals.Words(fault),
        { Code: RefusalCode.NotNow } => words["NotNow"],
        { Code: RefusalCode.TooMany } => words["TooFast"],
        { Code: RefusalCode.NoRoom } => words["Failed"],
        _ => refusals.Words(refused),
    };

    private static string Danger(string text) => Code(ReadDanger.In(text));

    private static string Code(Danger danger) => danger == Api.Reports.Danger.None ? "" : $"-{(int)danger}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A reporter's form could not be stored")]
        public static partial void NotDone(ILogger logger, Exception exception);
    }
}

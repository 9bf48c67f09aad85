using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>All that somebody outside sees: never the neighbour, and never the neighbour's words.</summary>
/// <param name="Name">Who is asked.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Place">As much of the place as staff chose; null: none.</param>
/// <param name="Words">What is asked for, in words of staff.</param>
/// <param name="Team">The team that asks, by name.</param>
/// <param name="Deadline">An answer is expected before.</param>
/// <param name="IsTaken">It was answered that it is taken.</param>
public sealed record OutsideView(string Name, CategoryCode Category, string? Place, string Words, string? Team, DateTimeOffset Deadline, bool IsTaken);

/// <summary>Opens the link of a case that was handed over. Opening it changes nothing: mail programs and their filters open every address.</summary>
public sealed class ReadHandOver(ForumDb db, ReadForum forums, FieldCipher cipher, TimeProvider time)
{
    /// <summary>What it shows; null: unknown, spent, taken back or too old, all the same.</summary>
    public async Task<OutsideView?> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.AnswerHandOver);
        if (await HandOver.Open(db, cipher, actor.ForumId, secret, time.GetUtcNow(), cancellation) is not var (handed, report)) return null;
        var settings = await forums.ById(actor.ForumId, cancellation);
        var (place, street) = (ExactPlace.Open(cipher, report.PlaceSealed), settings.Street(report.StreetId)?.Name);
        var shown = handed.Shows switch
        {
            HandedPlace.Exact => string.Join(", ", new[] { place.Line(street), place.Detail }.Where(part => !string.IsNullOrEmpty(part))),
            HandedPlace.Street => street,
            _ => null,
        };
        return new(cipher.Open(handed.NameSealed, HandOver.NamePurpose) ?? "", report.Category, string.IsNullOrEmpty(shown) ? null : shown, cipher.Open(handed.WordsSealed, HandOver.WordsPurpose) ?? "",
            settings.Team(report.ReceivingTeamId)?.Name, handed.Deadline, handed.Answer is OutsideAnswer.Taken);
    }
}

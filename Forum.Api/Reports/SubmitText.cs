using System.Text;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Any text that is no command becomes an unread case for staff: its words unharmed but for a CPR number.</summary>
public sealed class SubmitText(SubmitReport submit, ReadForum forums, ReportLimits limits)
{
    /// <summary>Writes the unread case; nobody is asked to fetch before a human has read it.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="from">The number that it says it came from, E.164.</param>
    /// <param name="words">The text, as it came; what is over 2,000 characters is cut.</param>
    /// <param name="key">The provider's id of the message.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<SubmitReportAnswer> Run(Actor actor, string from, string words, string key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        _ = await forums.ById(actor.ForumId, cancellation);
        return await submit.Run(actor, new SubmitReportRequest
        {
            Category = CategoryCode.Unsorted, Channel = Channel.Sms, // A number that no text may be sent to is not kept; the case is.
            Phone = PhoneNumber.TryParse(from, out var number) && number.IsIn(limits.Countries) ? from : null,
            Words = Readable(words),
        }, key, cancellation);
    }

    // Whatever a telephone sends is taken: what no database keeps falls out, and what is over the limit, but never half a letter.
    internal static string Readable(string words)
    {
        var kept = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            if ((Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) || rune.Value is 0xFFFE or 0xFFFF) continue;
            if (kept.Length + rune.Utf16SequenceLength > ReportFields.WordsMax) break;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}

using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Any text that is no command becomes an unread case for staff: its words unharmed but for a CPR number.</summary>
public sealed class SubmitText(SubmitReport submit, ReadForum forums)
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
        var readable = new string([.. words.Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
        return await submit.Run(actor, new SubmitReportRequest
        {
            Category = CategoryCode.Unsorted, Channel = Channel.Sms, Phone = PhoneNumber.TryParse(from, out _) ? from : null,
            Words = readable.Length > ReportFields.WordsMax ? readable[..ReportFields.WordsMax] : readable,
        }, key, cancellation);
    }
}

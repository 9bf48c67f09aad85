using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;
using PublicCase = Tryghedsforum.Api.PublicLists.PublicCase;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>Why a report could not be sent just now; what was written is kept.</summary>
public enum ReportFailure
{
    /// <summary>It could.</summary>
    None,

    /// <summary>Too many in a short time.</summary>
    TooMany,

    /// <summary>Our fault.</summary>
    Ours,

    /// <summary>It was sent before, and has been changed since.</summary>
    SentOnce,

    /// <summary>Who gets it has changed since it was shown.</summary>
    AudienceChanged,
}

/// <summary>What the reporter sees next.</summary>
/// <param name="Step">The step.</param>
/// <param name="Draft">The report so far.</param>
public sealed record ReportView(ReportStep Step, ReportDraft Draft)
{
    /// <summary>The report as it would be read now; null while a place is missing.</summary>
    public SubmitReportCheck? Check { get; init; }

    /// <summary>What has to be mended in this step.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    /// <summary>What on the public list could be the same.</summary>
    public IReadOnlyList<PublicCase> Same { get; init; } = [];

    /// <summary>Why it could not be sent.</summary>
    public ReportFailure Failure { get; init; }

    /// <summary>The earlier steps were lost: the page had been open too long.</summary>
    public bool Stale { get; init; }

    /// <summary>Where the browser is sent on to.</summary>
    public string? GoTo { get; init; }

    /// <summary>What has to be mended in one field.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(problem => problem.FieldId == field)?.Message;
}

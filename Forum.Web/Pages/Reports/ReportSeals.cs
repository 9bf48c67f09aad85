using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>What the reporter reads after sending; it waits an hour in a sealed cookie, so that the page can be loaded again.</summary>
internal sealed record Receipt(string Number, string Secret, CategoryCode Category, DateTimeOffset ReceivedAt, DateTimeOffset Target, bool NearChildren, Danger Danger, bool CprMasked, Guid Receives, Guid? Fetches);

/// <summary>Seals and opens what the steps of a report leave with the browser.</summary>
internal sealed class ReportSeals(PageSeal seal)
{
    private const string ReceiptCookie = "kvittering";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24), Hour = TimeSpan.FromHours(1);

    public string Of(int forum, ReportDraft draft) => seal.Seal($"report.{forum}", draft);

    public ReportDraft? Draft(int forum, string? text) => seal.Open<ReportDraft>($"report.{forum}", text, Day);

    public string Of(int forum, Guid picture) => seal.Seal($"picture.{forum}", picture);

    public Guid? Picture(int forum, string? text) => seal.Open<Guid>($"picture.{forum}", text, Day) is var id && id == Guid.Empty ? null : id;

    public void Keep(HttpContext context, string slug, Receipt receipt) =>
        context.Response.Cookies.Append(ReceiptCookie, seal.Seal("receipt." + slug, receipt), OneShot.Options(context, $"/{slug}/tak", Hour));

    public Receipt? Receipt(HttpContext context, string slug) => seal.Open<Receipt>("receipt." + slug, context.Request.Cookies[ReceiptCookie], Hour);
}

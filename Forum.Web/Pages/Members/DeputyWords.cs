using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>Says from when until when somebody deputises: "Stedfortræder 1. juli 2027 til 14. juli 2027".</summary>
internal sealed class DeputyWords(IStringLocalizer<WorkText> words)
{
    public string Of(DeputyLine line) => words[line.Now ? "DeputyNow" : "DeputyLater", Period(line.From, line.Until)];

    public string Period(DateOnly from, DateOnly? until) => until is { } last ? words["DeputyPeriod", Day(from), Day(last)] : words["DeputyPeriodOpen", Day(from)];

    private string Day(DateOnly day) => day.ToString(words["DeputyDay"], CultureInfo.CurrentCulture);
}

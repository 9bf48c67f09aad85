using System.Globalization;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>The steps of a report, in their order.</summary>
public enum ReportStep
{
    /// <summary>What it is about; only by way of "Meld om noget andet".</summary>
    Kind,

    /// <summary>Where it is.</summary>
    Where,

    /// <summary>What one sees, or what happened.</summary>
    What,

    /// <summary>Is it the one that is on the public list already?</summary>
    Same,

    /// <summary>Look it over, and send.</summary>
    Check,

    /// <summary>Sent.</summary>
    Sent,
}

/// <summary>A report on its way through the steps. It travels sealed in each form, and in no address.</summary>
public sealed record ReportDraft
{
    /// <summary>What it is about.</summary>
    public CategoryCode Category { get; init; } = CategoryCode.NeedleWaste;

    /// <summary>The category was chosen in a step of its own.</summary>
    public bool Chosen { get; init; }

    /// <summary>Kind of ground; unknown until it is answered.</summary>
    public Ground Ground { get; init; }

    /// <summary>Street and number as typed or found.</summary>
    public string? Text { get; init; }

    /// <summary>Degrees north, as sent.</summary>
    public string? Lat { get; init; }

    /// <summary>Degrees east, as sent.</summary>
    public string? Lon { get; init; }

    /// <summary>Metres around the point.</summary>
    public string? Accuracy { get; init; }

    /// <summary>Which way wrote the place last.</summary>
    public string? Way { get; init; }

    /// <summary>"Hvor præcist?"</summary>
    public string? Exact { get; init; }

    /// <summary>How to get in.</summary>
    public string? Access { get; init; }

    /// <summary>What lies there.</summary>
    public Find? Find { get; init; }

    /// <summary>How many.</summary>
    public Amount? Amount { get; init; }

    /// <summary>Do children play near.</summary>
    public YesNo? Children { get; init; }

    /// <summary>What happened.</summary>
    public string? Words { get; init; }

    /// <summary>Pictures that wait for it.</summary>
    public IReadOnlyList<Guid> Pictures { get; init; } = [];

    /// <summary>Number for answers.</summary>
    public string? Phone { get; init; }

    /// <summary>Address for answers.</summary>
    public string? Email { get; init; }

    /// <summary>The police may have the number.</summary>
    public bool PoliceMayHaveNumber { get; init; }

    /// <summary>The reporter has said that it is not the one on the list.</summary>
    public bool NotSame { get; init; }

    /// <summary>Who gets it, as the last step has shown it.</summary>
    public string? Seen { get; init; }

    /// <summary>The command's key, made when the last step is first shown: pressed twice, it is still one report.</summary>
    public string? Key { get; init; }

    /// <summary>The place as the picker shows it.</summary>
    public PlaceValue Place => new() { Text = Text, Lat = Lat, Lon = Lon, Accuracy = Accuracy, Way = Way };

    /// <summary>Asks for needles: what lies there, and how many.</summary>
    public bool AsksNeedles => Category == CategoryCode.NeedleWaste;

    /// <summary>The words are the report.</summary>
    public bool NeedsWords => Category is CategoryCode.Unrest or CategoryCode.Threat or CategoryCode.Dealing or CategoryCode.Concern or CategoryCode.Idea or CategoryCode.DrugUse;

    /// <summary>The report as far as the steps up to this one have asked for it.</summary>
    internal SubmitReportRequest Request(ReportStep upTo) => new()
    {
        Channel = Channel.Web,
        Category = Category,
        Ground = Ground,
        Place = new PlaceFields { Written = Text, Detail = Exact, Lat = Number(Lat), Lon = Number(Lon), Accuracy = Number(Accuracy) },
        Access = Access,
        Find = upTo >= ReportStep.What && AsksNeedles ? Find ?? Api.Reports.Find.Unknown : Api.Reports.Find.Unknown,
        Amount = upTo >= ReportStep.What && AsksNeedles ? Amount ?? Api.Reports.Amount.Unknown : Api.Reports.Amount.Unknown,
        Children = upTo >= ReportStep.What ? Children ?? YesNo.Unknown : YesNo.Unknown,
        Words = upTo >= ReportStep.What ? Words : null,
        Pictures = upTo >= ReportStep.What ? Pictures : [],
        Phone = upTo >= ReportStep.Check ? Phone : null,
        Email = upTo >= ReportStep.Check ? Email : null,
        PoliceMayHaveNumber = upTo >= ReportStep.Check && PoliceMayHaveNumber,
        Seen = upTo >= ReportStep.Sent ? Seen : null,
    };

    /// <summary>Takes the answers of one step from its form.</summary>
    internal ReportDraft With(ReportStep step, IFormCollection form) => step switch
    {
        ReportStep.Kind => this with { Category = Answer<CategoryCode>(form, "Category", Category) ?? Category, Chosen = true },
        ReportStep.Where => this with
        {
            Ground = Answer<Ground>(form, "Ground", Ground) ?? Ground.Unknown,
            Text = Line(form, "Text"), Lat = Line(form, "Lat"), Lon = Line(form, "Lon"), Accuracy = Line(form, "Accuracy"), Way = Line(form, "Way"),
            Exact = Line(form, "Exact"), Access = Line(form, "Access"),
            // Another place may be another case.
            NotSame = NotSame && Text == Line(form, "Text"),
        },
        ReportStep.What => this with
        {
            Find = Answer<Find>(form, "Find", null), Amount = Answer<Amount>(form, "Amount", null), Children = Answer<YesNo>(form, "Children", null), Words = Line(form, "Words"),
        },
        ReportStep.Same => this with { NotSame = NotSame || form["til"] == nameof(ReportStep.Check) },
        ReportStep.Check => this with { Phone = Line(form, "Phone"), Email = Line(form, "Email"), PoliceMayHaveNumber = form["Police"] == nameof(YesNo.Yes) },
        _ => this,
    };

    private static string? Line(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } text ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : null;

    private static T? Answer<T>(IFormCollection form, string name, T? unanswered)
        where T : struct, Enum =>
        Enum.TryParse<T>(form[name].ToString(), out var answer) && Enum.IsDefined(answer) ? answer : unanswered;

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

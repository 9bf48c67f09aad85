using Microsoft.AspNetCore.Components;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Web.Frame;

/// <summary>
/// A page that work is done on. Its forms are sent to its own address, so that a refusal is shown where the button stood, with all that was typed;
/// what succeeded leads on by a redirect. Nothing of it needs a script.
/// </summary>
public abstract class WorkPage : ComponentBase
{
    /// <summary>Name of the one form handler of a work page.</summary>
    public const string Handler = "do";

    /// <summary>The field that says what is asked for.</summary>
    public const string What = "do";

    /// <summary>The field with the form's key: one press, one effect.</summary>
    public const string KeyField = "noegle";

    /// <summary>The request.</summary>
    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    /// <summary>The forum's address.</summary>
    [Parameter] public string Slug { get; set; } = "";

    /// <summary>What was done before the redirect that led here; one of the page's own codes.</summary>
    [SupplyParameterFromQuery(Name = "sket")] public string? Happened { get; set; }

    /// <summary>Leads the browser on.</summary>
    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    [Inject] private RefusalAnswers Answers { get; set; } = default!;

    /// <summary>Why the last press had no effect; null: it had, or there was none.</summary>
    protected Refused? Refusal { get; private set; }

    /// <summary>The forum.</summary>
    protected ForumSettings Settings => Http.Page().Settings;

    /// <summary>Who acts.</summary>
    protected virtual Actor Actor => Http.Page().Actor;

    /// <summary>Ends when the reader goes away.</summary>
    protected CancellationToken Gone => Http.RequestAborted;

    /// <summary>The refusal in words, for the alert above everything.</summary>
    protected string? RefusalWords => Refusal is null ? null : Refusal.Code is RefusalCode.NoRoom ? Answers.NoRoom(Settings.Forum.Telephone) : Refusal.Faults.Count > 0 ? Answers.Words(Refusal.Faults[0]) : Answers.Words(Refusal);

    /// <summary>What the actor has not read.</summary>
    protected IReadOnlyCollection<string> News => Http.Page().News;

    /// <summary>Takes a case for read, as it is shown next.</summary>
    protected Task TakeAsRead(MarkRead mark, string number) => Http.TakeAsRead(mark, Actor, number);

    /// <summary>Reads before the first drawing: a database across the network answers later, and a page half read is not to be drawn.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await Open();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    private async Task Open()
    {
        // Both words: with one of them only, the form token's service adds the other and writes a warning for every page.
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        try
        {
            await Load();
        }
        catch (Refused refused) when (refused.Code == RefusalCode.SignIn && !IsPost)
        {
            Navigation.NavigateTo($"/log-ind?ReturnUrl={Uri.EscapeDataString(Http.Request.Path)}");
        }
        catch (Refused refused) when (refused.Code == RefusalCode.ProveAgain)
        {
            // A form is refused for the same reason, and leads on from there.
            if (!IsPost) Navigation.NavigateTo(ProveAgain);
        }
    }

    /// <summary>Reads what the page shows; it is called again after a press that was refused.</summary>
    protected abstract Task Load();

    /// <summary>Does what a form asks for.</summary>
    /// <param name="what">The form's name.</param>
    /// <param name="key">The form's key.</param>
    /// <returns>Where to go on; null: the answer stands on this very page.</returns>
    /// <exception cref="Refused">Shown on the page.</exception>
    protected abstract Task<string?> Perform(string what, string key);

    /// <summary>Handles the page's forms.</summary>
    protected async Task Act()
    {
        string? next;
        try
        {
            next = await Perform(Typed(What) ?? "", Typed(KeyField) is { Length: > 0 and <= 64 } key ? key : Guid.NewGuid().ToString());
        }
        catch (Refused refused) when (refused.Code == RefusalCode.ProveAgain)
        {
            next = ProveAgain;
        }
        catch (Refused refused) when (refused.Code is not (RefusalCode.NotFound or RefusalCode.SignIn or RefusalCode.Forbidden))
        {
            Refusal = refused;
            Http.Response.StatusCode = RefusalAnswers.StatusOf(refused.Code);
            next = null;
        }

        if (next is not null) Navigation.NavigateTo(next);
        else await Load();
    }

    /// <summary>What was typed in a field of the form that was just sent, or null.</summary>
    protected string? Typed(string field) => IsPost && Http.Request.HasFormContentType && Http.Request.Form[field] is [{ } text, ..] ? text : null;

    /// <summary>What is wrong with a field of the form that was just sent.</summary>
    protected string? Wrong(string field) => Refusal?.Faults.FirstOrDefault(fault => fault.Field == field) is { } found ? Answers.Words(found) : null;

    /// <summary>A field that is asked for in one of a set of words; Invalid when it is none of them.</summary>
    protected T Chosen<T>(string field)
        where T : struct, Enum =>
        Enum.TryParse<T>(Typed(field), out var value) && Enum.IsDefined(value) ? value : throw new Refused(RefusalCode.Invalid, new FieldFault(field, "AnswerMissing"));

    /// <summary>Where a member shows again who it is, and comes back from.</summary>
    protected string ProveAgain => $"/{Slug}/mig/bekraeft?ReturnUrl={Uri.EscapeDataString(Http.Request.Path)}";

    private bool IsPost => HttpMethods.IsPost(Http.Request.Method);
}

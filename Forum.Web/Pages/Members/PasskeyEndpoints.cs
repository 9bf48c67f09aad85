using Microsoft.AspNetCore.Antiforgery;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>Where the script asks for a question to a passkey, with the page's own form; the answer goes to the page itself.</summary>
internal static class PasskeyEndpoints
{
    /// <summary>What a form with a passkey's answer asks for.</summary>
    public const string Do = "noegle";

    /// <summary>The field with the answer.</summary>
    public const string AnswerField = "svar";

    /// <summary>The field with the name of a new passkey.</summary>
    public const string NameField = "navn";

    /// <summary>To sign in by a passkey alone, and as the second step.</summary>
    public const string SignInAddress = "/log-ind/noegle", SecondAddress = "/log-ind/totrin/noegle";

    private const string CookieName = "noegle";
    private static readonly TimeSpan CookieAge = TimeSpan.FromMinutes(6);

    /// <summary>To add one.</summary>
    public static string AddAddress(string slug) => $"/{slug}/mig/noegle";

    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost(SignInAddress, (HttpContext context, IAntiforgery antiforgery, ActorSource source, AskForPasskey ask, CancellationToken cancellation) =>
            Asked(context, antiforgery, () => ask.Run(Actor.Anyone(0, source.Source(context)), null, cancellation))).NeedsPolicy(Policies.Join);
        app.MapPost(SecondAddress, (HttpContext context, IAntiforgery antiforgery, ActorSource source, AskForPasskey ask, CancellationToken cancellation) =>
            Asked(context, antiforgery, () => ask.Run(Actor.Anyone(0, source.Source(context)), context.Request.Cookies[SignInPage.CookieName] ?? "", cancellation))).NeedsPolicy(Policies.Join);
        app.MapPost(AddAddress("{Slug}"), (HttpContext context, IAntiforgery antiforgery, AskToAddPasskey ask, CancellationToken cancellation) =>
            Asked(context, antiforgery, () => ask.Run(context.Page().Actor, cancellation))).NeedsPolicy(Policies.OwnSignIn);
    }

    /// <summary>What this form answers to the question that this browser was asked; that question is gone with it.</summary>
    public static PasskeyAnswer PasskeyAnswer(this HttpContext context, string? answer, string? name = null)
    {
        var secret = context.Request.Cookies[CookieName];
        context.Response.Cookies.Append(CookieName, "", OneShot.Options(context, "/", TimeSpan.Zero));
        return new(secret, answer, name);
    }

    private static async Task<IResult> Asked(HttpContext context, IAntiforgery antiforgery, Func<Task<PasskeyQuestion>> ask)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var question = await ask();
        context.Response.Cookies.Append(CookieName, question.Secret, OneShot.Options(context, "/", CookieAge));
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(question.Options, "application/json; charset=utf-8");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Frame;

/// <summary>Danish unless the reader's browser or own choice says English.</summary>
internal static class Language
{
    /// <summary>Where the choice at the foot of each page is sent.</summary>
    public const string Address = "/sprog";

    // Both forms of Danish are named: "da, en;q=0.8" must not fall through to English.
    private static readonly CultureInfo[] Offered = [new("da-DK"), new("da"), new("en")];

    public static IServiceCollection AddLanguage(this IServiceCollection services) => services
        .AddLocalization()
        .Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Offered[0]);
            options.SupportedCultures = Offered;
            options.SupportedUICultures = Offered;
            options.RequestCultureProviders =
                [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 5 }];
        });

    // A form of its own, without antiforgery token: the front page stays free of cookies, and all that a
    // forged post could do is change the language. Browsers say where a post comes from; others may.
    public static void MapLanguage(this IEndpointRouteBuilder app) => app.MapPost(Address, (Delegate)Choose).DisableAntiforgery().NeedsPolicy(Policies.SeePublic);

    private static async Task<IResult> Choose(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" || !context.Request.HasFormContentType)
            return Results.BadRequest();

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var chosen = Array.Find(Offered, culture => culture.Name == form["sprog"]);
        if (chosen is not null)
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365),
                    HttpOnly = true,
                    IsEssential = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                });

        return Results.LocalRedirect(LocalAddress.Or(form["tilbage"], "/"));
    }
}

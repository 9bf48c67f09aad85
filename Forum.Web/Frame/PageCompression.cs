using Microsoft.AspNetCore.Localization;

namespace Tryghedsforum.Web.Frame;

/// <summary>Makes pages small on the wire where nobody's secret can stand in them.</summary>
internal static class PageCompression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });

    // A packed page whose size an attacker can watch gives away what else stands in it (BREACH). So only plain
    // views by somebody without cookie are packed: no session, no form token, no link to a case.
    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(IsPublicView, branch => branch.UseResponseCompression());

    private static bool IsPublicView(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/s")
        && !context.Request.Path.StartsWithSegments("/i")
        && context.Request.Cookies.Keys.All(name => name == CookieRequestCultureProvider.DefaultCookieName);
}

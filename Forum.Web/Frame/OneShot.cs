namespace Tryghedsforum.Web.Frame;

/// <summary>A code that is said once on the next page, after a form was taken and the browser sent on. The code stands for words; it is never anybody's data.</summary>
internal static class OneShot
{
    private const string Name = "sket";

    /// <summary>Sends the browser on with GET.</summary>
    public static void SeeOther(this HttpContext context, string address, string? code = null, string path = "/")
    {
        if (code is not null) context.Response.Cookies.Append(Name, code, Options(context, path, TimeSpan.FromMinutes(2)));
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }

    /// <summary>The code, once.</summary>
    public static string? Happened(this HttpContext context, string path = "/")
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 40 } code || context.Request.Headers.ContainsKey("X-Live")) return null;
        context.Response.Cookies.Append(Name, "", Options(context, path, TimeSpan.Zero));
        return code;
    }

    /// <summary>How the program's own small cookies are kept: unreadable for scripts, and only sent to where they belong.</summary>
    public static CookieOptions Options(HttpContext context, string path, TimeSpan age) => new()
    {
        Path = path, MaxAge = age, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
    };
}

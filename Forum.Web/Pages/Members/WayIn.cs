using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>How the steps of signing in follow each other.</summary>
internal static class WayIn
{
    private const string Start = "/log-ind";
    private static readonly TimeSpan CookieAge = TimeSpan.FromMinutes(20);

    /// <summary>An address on the way, with where the reader wanted to go.</summary>
    public static string Address(string address, string? returnUrl, bool isShared, string? happened = null)
    {
        var fields = new List<string>();
        if (LocalAddress.Or(returnUrl, "") is { Length: > 0 } wanted) fields.Add($"ReturnUrl={Uri.EscapeDataString(wanted)}");
        if (isShared) fields.Add("delt=true");
        if (happened is not null) fields.Add($"sket={happened}");
        return fields.Count == 0 ? address : $"{address}?{string.Join('&', fields)}";
    }

    /// <summary>Gives this browser its secret.</summary>
    public static void Remember(this HttpContext context, string secret) => context.Response.Cookies.Append(SignInPage.CookieName, secret, OneShot.Options(context, Start, CookieAge));

    /// <summary>Goes on as far as the sign-in has come.</summary>
    /// <returns>The next address.</returns>
    public static async Task<string> Follow(this HttpContext context, SignInProgress progress, string? returnUrl, bool isShared)
    {
        if (progress.Step is not SignInStep.Done)
        {
            if (progress.Browser is { } secret) context.Remember(secret);
            return Address($"{Start}/totrin", returnUrl, isShared);
        }

        context.Response.Cookies.Append(SignInPage.CookieName, "", OneShot.Options(context, Start, TimeSpan.Zero));
        await context.SignInAs(progress.PersonId, DeviceWords.KindOf(context), progress.ByBoth, isShared);
        return LocalAddress.Or(returnUrl, "/");
    }
}

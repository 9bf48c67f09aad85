namespace Tryghedsforum.Web.Pages.Members;

/// <summary>What kind of device asks, as coarse as its owner would say it. Nothing else of what browsers tell about themselves is looked at.</summary>
internal static class DeviceWords
{
    /// <summary>The kind: end of a key in the words.</summary>
    public static string KindOf(HttpContext context) => KindOf(context.Request.Headers.UserAgent.ToString());

    /// <summary>The kind, from what the browser calls itself.</summary>
    public static string KindOf(string agent) =>
        // In this order: Android calls itself Linux, too, and an iPhone names the Mac that it is like.
        Array.Find(["iPhone", "iPad", "Android", "Windows", "Mac", "Linux"], kind => agent.Contains(kind, StringComparison.Ordinal)) ?? "Other";
}

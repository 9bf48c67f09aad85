namespace Tryghedsforum.Web.Frame;

/// <summary>Where a form wants to go afterwards: inside this program, or to the front page.</summary>
internal static class LocalAddress
{
    private static readonly Uri Here = new("https://here.invalid");

    /// <summary>The address when it stays here whatever a browser or a proxy makes of it, in the form that may stand in a header; else the other one.</summary>
    public static string Or(string? address, string otherwise)
    {
        if (address is not ['/', ..] || address.Length > 2000 || address.Any(letter => char.IsControl(letter) || letter == '\\')) return otherwise;
        // Dots are resolved and letters escaped as a browser does it; "/.//evil" shows its second slash only now.
        if (!Uri.TryCreate(Here, address, out var whole) || whole.Host != Here.Host || whole.UserInfo.Length > 0) return otherwise;
        var path = Uri.UnescapeDataString(whole.AbsolutePath);
        return path is ['/', '/' or '\\', ..] ? otherwise : whole.PathAndQuery + whole.Fragment;
    }
}

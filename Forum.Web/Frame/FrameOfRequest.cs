namespace Tryghedsforum.Web.Frame;

/// <summary>Carries the frame of one request from where it is found (before the page runs) to the layout and the parts.</summary>
internal static class FrameOfRequest
{
    public static void SetFrame(this HttpContext context, ForumFrame frame) => context.Features.Set(frame);

    public static ForumFrame Frame(this HttpContext context) => context.Features.Get<ForumFrame>() ?? ForumFrame.None;

    public static IServiceCollection AddFrame(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddCascadingValue(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Frame() ?? ForumFrame.None);
}
